using System.Text.Json.Serialization;

namespace Gateway.Venues.Rest.Json;

/// <summary>The serializers, made at compile time. What must be there and is not, or is null, is no answer of this kind.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SpotError))]
[JsonSerializable(typeof(SpotServerTime))]
[JsonSerializable(typeof(SpotListenKey))]
[JsonSerializable(typeof(SpotAccount))]
[JsonSerializable(typeof(SpotExchangeInfo))]
[JsonSerializable(typeof(SpotOrder))]
[JsonSerializable(typeof(SpotOrder[]))]
[JsonSerializable(typeof(SpotTrade[]))]
[JsonSerializable(typeof(ExecutionFrame))]
[JsonSerializable(typeof(CombinedFrame))]
sealed partial class SpotJson : JsonSerializerContext;
