using Gateway;
using Gateway.Bench.EndToEnd;
using Gateway.Bench.EndToEnd.Journal;

try
{
    return args switch
    {
        ["gateway", ..] => GatewayCommand.Run(args[1..]),
        ["lobster", ..] => LobsterCommand.Run(args[1..]),
        ["fix", ..] => FixCommand.Run(args[1..]),
        ["match", ..] => MatchCommand.Run(args[1..]),
        ["journal", ..] => JournalCommand.Run(args[1..]),
        ["pipeline", ..] => PipelineCommand.Run(args[1..]),
        ["subscribers", ..] => SubscribersCommand.Run(args[1..]),
        ["echo"] => EchoServer.Run(),
        ["fix-server", var idle] => FixServer.Run(int.Parse(idle, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Usage(),
    };
}
catch (UserErrorException error)
{
    Console.Error.WriteLine(error.Message);
    return error.ExitCode;
}

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/EndToEnd -- gateway [--rounds N] [--rate R] [--seconds S] [--turns N] [--processors one|two] [--config FILE] [--gateway gateway.dll]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench/EndToEnd -- lobster --messages FILE [--book FILE] [--levels 5] [--symbol GOOG] [--host H --port N | --config FILE --gateway gateway.dll]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench/EndToEnd -- fix [--rounds N] [--orders N] [--window N] [--idle SESSIONS]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench/EndToEnd -- pipeline [--count N] [--rounds N] [--seed S]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench/EndToEnd -- journal [--rounds N] [--records N] [--dir DIR] [--only append,disk,read,recovery,snapshot]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench/EndToEnd -- match [--commands N] [--seed S] [--books N] [--depth N]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench/EndToEnd -- subscribers [--count N] [--rounds N] [--seed S]");
    return ExitCode.Usage;
}
