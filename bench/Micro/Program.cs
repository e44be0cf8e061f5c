using Gateway.Bench.Micro;

if (args is ["match", ..]) return MatchCommand.Run(args[1..]);
Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Micro -- match");
return 2;
