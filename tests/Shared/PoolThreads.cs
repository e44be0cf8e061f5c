using System.Runtime.CompilerServices;

namespace Gateway.Testing;

/// <summary>
/// Tests wait on threads of the pool, and what they wait for runs there too. A pool that begins with as many threads as the machine has processors makes
/// more only twice a second, which on two of them holds everything up for seconds.
/// </summary>
static class PoolThreads
{
    const int Min = 32;

    [ModuleInitializer]
    internal static void Provide() => ThreadPool.SetMinThreads(Min, Min);
}
