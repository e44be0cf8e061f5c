using System.Text;
using Gateway.Fix.Codec;
using Gateway.Messages;

namespace Gateway.Cli;

/// <summary>The words behind FIX's letters, for the fields that a trader looks at first.</summary>
static class FixMeanings
{
    /// <summary>The word, or an empty text when the value speaks for itself.</summary>
    internal static string Of(int tag, string value) => tag switch
    {
        35 => MessageType(value),
        _ when value.Length != 1 => "",
        39 => Word<OrdStatus>(value),
        40 => Word<OrderType>(value),
        54 => Word<Side>(value),
        59 => Word<TimeInForce>(value),
        150 => Word<ExecType>(value),
        _ => "",
    };

    static string Word<T>(string value) where T : struct, Enum
        => Enum.GetName((T)Enum.ToObject(typeof(T), value[0])) ?? "";

    static string MessageType(string value)
    {
        var packed = MsgType.Pack(Encoding.Latin1.GetBytes(value));
        return typeof(MsgType).GetFields().FirstOrDefault(field => field.IsLiteral && (ulong)field.GetRawConstantValue()! == packed)?.Name ?? "";
    }
}
