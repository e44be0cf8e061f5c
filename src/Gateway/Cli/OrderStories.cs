using Gateway.Journal.Export;
using Gateway.Messages;
using Gateway.Pipeline;

namespace Gateway.Cli;

/// <summary>
/// The stories of one id in each way that it may be meant: strategies and exchanges count their orders as the gateway does, so that 27 may well be three
/// orders.
/// </summary>
sealed class OrderStories(OrderName order) : ReplayObserver
{
    readonly OrderStory[] _stories = [.. order.Each().Select(name => new OrderStory(name))];

    /// <summary>The story that is most likely meant; null when there is none.</summary>
    internal OrderStory? Meant => Array.Find(_stories, story => story.Lines.Count > 0);

    /// <summary>How the other ones are asked for.</summary>
    internal IEnumerable<OrderName> Others => from story in _stories where story != Meant && story.Lines.Count > 0 && !story.OrderIds.SequenceEqual(Meant!.OrderIds) select story.Order;

    /// <inheritdoc/>
    internal override void OnInbound(in Inbound inbound)
    {
        foreach (var story in _stories) story.OnInbound(in inbound);
    }

    /// <inheritdoc/>
    internal override void OnOutbound(in Outbound outbound)
    {
        foreach (var story in _stories) story.OnOutbound(in outbound);
    }
}
