using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Gateway.Fix.Tests")]
[assembly: InternalsVisibleTo("Fix.Tests")]
[assembly: InternalsVisibleTo("Simulation")]
