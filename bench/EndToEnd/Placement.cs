using System.Diagnostics;

namespace Gateway.Bench.EndToEnd;

/// <summary>
/// Puts driver, echo and gateway on processors by order, so that the ratio does not depend on which of them the kernel happened to leave with the driver:
/// all on the first (<c>one</c>), or the driver on the first and both servers on the second (<c>two</c>).
/// </summary>
sealed class Placement
{
    const nint First = 1;
    const nint Second = 2;

    readonly nint _driver;

    Placement(nint driver, nint servers)
    {
        _driver = driver;
        Bind(servers); // What is started from now on inherits it.
    }

    /// <summary>Binds the calling (main) thread as servers are to be bound; null when nothing is asked for.</summary>
    internal static Placement? Of(string? name) => name switch
    {
        null => null,
        "one" => new Placement(First, First),
        "two" when Environment.ProcessorCount > 1 => new Placement(First, Second),
        "two" => throw new UserErrorException("--processors two: this machine has one.", ExitCode.Usage),
        _ => throw new UserErrorException($"--processors takes one or two, not {name}.", ExitCode.Usage),
    };

    /// <summary>Binds the calling thread as the driver, once the servers are started.</summary>
    internal void PlaceDriver() => Bind(_driver);

    static void Bind(nint processors)
    {
        if (!OperatingSystem.IsLinux()) throw new UserErrorException("--processors: on Linux only.", ExitCode.Usage);
        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = processors;
    }
}
