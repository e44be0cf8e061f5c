using System.CommandLine;
using Gateway.Configuration;
using Gateway.Fix.Session;

namespace Gateway.Cli;

/// <summary><c>config hash-password</c>: what stands in the configuration in place of a password.</summary>
static class HashPasswordCommand
{
    const int Iterations = 100_000;

    internal static Command Create()
    {
        var command = new Command("hash-password", "Read a password from stdin and print its hash for ops:operators or sessions.");
        command.SetAction(_ =>
        {
            if (!Console.IsInputRedirected) Console.Error.Write("Password: ");
            var password = Console.ReadLine() ?? "";
            if (password.Length < OperatorRules.PasswordLengthMin || OperatorRules.IsDefault(password, ""))
                throw new UserErrorException($"The password needs {OperatorRules.PasswordLengthMin} characters at least and may not be one that everybody knows.");
            Console.WriteLine(PasswordHash.Create(password, Iterations));
            return ExitCode.Fine;
        });
        return command;
    }
}
