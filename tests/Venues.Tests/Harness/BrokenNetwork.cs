using System.Net;
using Gateway.Venues.Rest;

namespace Gateway.Venues.Tests.Harness;

/// <summary>This machine's sockets, with somebody on the way who changes what the exchange says.</summary>
/// <param name="answer">Status and body of an answer into others.</param>
/// <param name="frame">A frame of a stream into another.</param>
sealed class BrokenNetwork(Func<int, byte[], (int Status, byte[] Body)> answer, Func<byte[], byte[]> frame) : RestNetwork
{
    internal override HttpMessageHandler CreateHandler() => new Handler(answer) { InnerHandler = Machine.CreateHandler() };

    internal override VenueStream CreateStream(TimeSpan keepAlive) => new Stream(Machine.CreateStream(keepAlive), frame);

    sealed class Handler(Func<int, byte[], (int Status, byte[] Body)> answer) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var (status, body) = answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            response.StatusCode = (HttpStatusCode)status;
            response.Content = new ByteArrayContent(body);
            return response;
        }
    }

    sealed class Stream(VenueStream real, Func<byte[], byte[]> frame) : VenueStream
    {
        public override Task ConnectAsync(Uri address, CancellationToken cancellation) => real.ConnectAsync(address, cancellation);

        public override async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
            => await real.ReadAsync(cancellation) is { } message ? frame(message.ToArray()) : null;

        public override void Dispose() => real.Dispose();
    }
}
