using Gateway.Configuration;
using Gateway.Engine;
using Gateway.Messages;

namespace Gateway.Pipeline;

/// <summary>
/// Which exchange has which number. Open orders, fills and routes in the journal name exchanges by number, so an exchange keeps its own for ever, wherever it
/// stands in the configuration, and a new one takes a number that nobody has had.
/// </summary>
static class VenueNumbers
{
    /// <summary>Numbers the exchanges of a configuration.</summary>
    /// <param name="venues">The exchanges.</param>
    /// <param name="known">Those that the journal knows.</param>
    /// <param name="max">The greatest number that the engine has room for.</param>
    /// <exception cref="UserErrorException">There is no number left.</exception>
    internal static void Assign(IReadOnlyList<VenueConfiguration> venues, IReadOnlyList<VenueView> known, int max)
    {
        var names = new Dictionary<Text16, ushort>();
        foreach (var venue in known) names.TryAdd(venue.Name, venue.Number);
        var last = known.Select(venue => (int)venue.Number).DefaultIfEmpty().Max();
        foreach (var venue in venues)
        {
            venue.Number = names.GetValueOrDefault(Text16.From(venue.Venue));
            if (venue.Number == 0) venue.Number = (ushort)++last;
            if (venue.Number > max)
                throw new UserErrorException(
                    $"venues:{venue.Venue}: the journal knows {known.Count} exchanges already ({string.Join(", ", known.Select(other => other.Name))}), and has room for {max} (capacity:venues).");
        }
    }
}
