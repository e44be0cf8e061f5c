using BenchmarkDotNet.Running;
using Gateway.Bench.Micro;

if (args is ["match", ..]) return MatchCommand.Run(args[1..]);
if (args is ["fix"]) return FixCommand.Run();
if (args is ["risk", ..]) return RiskCommand.Run(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(RingBenchmarks).Assembly).Run(args);
return 0;
