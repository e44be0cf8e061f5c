using System.Text;

namespace Gateway.Engine.Tests.Scenarios;

/// <summary>A line of a scenario: what is done, and what is said to it.</summary>
sealed record ScenarioStep(int LineNumber, string Command, List<string> Expected);

/// <summary>A scenario as a trader writes it: see <c>Scenarios/Files/README.md</c>.</summary>
sealed record Scenario(string File, string Title, List<ScenarioStep> Steps)
{
    public override string ToString() => $"{Path.GetFileNameWithoutExtension(File)}: {Title}";

    /// <summary>All scenarios of all files beside the tests' source.</summary>
    internal static IEnumerable<Scenario> All() => Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(Read);

    internal static string Folder { get; } = Find();

    static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "tests", "Engine.Tests", "Scenarios", "Files")))
                return Path.Combine(at.FullName, "tests", "Engine.Tests", "Scenarios", "Files");
        throw new DirectoryNotFoundException("tests/Engine.Tests/Scenarios/Files");
    }

    internal static IEnumerable<Scenario> Read(string file)
    {
        Scenario? scenario = null;
        var number = 0;
        foreach (var line in System.IO.File.ReadLines(file))
        {
            number++;
            var text = line.Split('#')[0].TrimEnd();
            if (text.Length == 0) continue;
            if (text.StartsWith("Scenario: ", StringComparison.Ordinal))
            {
                if (scenario is not null) yield return scenario;
                scenario = new Scenario(file, text[10..], []);
            }
            else if (text.StartsWith("    ", StringComparison.Ordinal)) scenario!.Steps[^1].Expected.Add(text.Trim());
            else scenario!.Steps.Add(new ScenarioStep(number, text.Trim(), []));
        }

        if (scenario is not null) yield return scenario;
    }

    /// <summary>Writes what was really said into the file, below the commands: for a new scenario, to be read before it is kept.</summary>
    internal static void Write(string file, IReadOnlyDictionary<int, string[]> said)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var line in System.IO.File.ReadAllLines(file))
        {
            number++;
            if (line.StartsWith("    ", StringComparison.Ordinal)) continue;
            text.AppendLine(line);
            foreach (var answer in said.GetValueOrDefault(number, [])) text.Append("    ").AppendLine(answer);
        }

        System.IO.File.WriteAllText(file, text.ToString());
    }
}
