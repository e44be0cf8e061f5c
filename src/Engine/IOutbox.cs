using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>Where the core puts what it has to say, one slot after the other.</summary>
public interface IOutbox
{
    /// <summary>A zeroed slot to fill; the outbox gives it its sequence.</summary>
    ref Outbound Claim();

    /// <summary>The claimed slot is complete.</summary>
    void Commit();
}
