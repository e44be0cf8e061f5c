using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Gateway.RingPipeline.Tests;

/// <summary>Runs a theory for both kinds of producers.</summary>
sealed class CombinedProducersAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<ProducerType>(ProducerType.Single), new TheoryDataRow<ProducerType>(ProducerType.Multi)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
