using System.Diagnostics;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>What a user sees when something outside the program is not as it must be.</summary>
public sealed class FaultTests : IDisposable
{
    private static readonly string[] Ask = ["ask", "--json", "--patient", "demo-01-arden", Program.Dyspnoea];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Pat""", "broken JSON")]
    [InlineData("hello", "Not everything could be read")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[]}""", "holds no Patient resource")]
    public async Task Fhir_BrokenOrEmptyFile_IsNamed(string content, string expected)
    {
        File.WriteAllText(_folder["record.json"], content);

        (await Program.RunAsync(_folder.Path, "patients", "--fhir", _folder["record.json"])).ShouldBeClearError(2).ShouldContain(expected);
        (await Program.RunAsync(_folder.Path, "ask", "--patient", "p1", "--fhir", _folder.Path, "question")).ShouldBeClearError(2).ShouldContain(expected);
    }

    [Fact]
    public async Task Ask_FhirFileAndFolder_AreBothRead()
    {
        string file = SamplePatient.Write(_folder["record"]);

        foreach (string record in new[] { file, _folder["record"] })
        {
            ProgramResult result = await Program.RunAsync(_folder.Path, "ask", "--json", "--patient", SamplePatient.Id, "--fhir", record, Program.Dyspnoea);
            result.ExitCode.ShouldBeOneOf(0, 3);
            result.Json.GetProperty("steps").GetInt32().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Ask_ModelMissing_EndsAndSaysSo()
    {
        var missing = new Dictionary<string, string> { ["ClinSeek__Classifier"] = _folder["nowhere"] };

        ProgramResult result = await Program.RunAsync(_folder.Path, missing, "ask", "--patient", "demo-01-arden", Program.Dyspnoea);

        result.ExitCode.ShouldBeOneOf(0, 3);
        result.Output.ShouldContain("model runtime unavailable");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_NoSpaceLeft_SaysSoAndResumeEndsTheCase()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string[] arguments = [.. Ask, "--data", _folder["data"], "--key-file", _folder["keys.json"]];
        using Process limited = Program.StartAs(
            _folder.Path, new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
            "bash", "-c", "trap '' XFSZ; ulimit -f 100; exec " + Program.ShellCommand(arguments));

        (await Program.EndAsync(limited)).ShouldBeClearError(1).ShouldContain("engine.db");

        ProgramResult resumed = await Program.RunAsync(_folder.Path, "resume", "--json");
        resumed.ExitCode.ShouldBe(0, resumed.Error);
        resumed.Json.EnumerateArray().ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("decided");
        ProgramResult verified = await Program.RunAsync(_folder.Path, "verify", "--key", Path.GetFileName(Directory.GetDirectories(_folder["data/cases"]).Single()));
        verified.ExitCode.ShouldBe(0, verified.Output + verified.Error);
    }

    [Fact]
    public async Task Ask_Interrupted_SaysHowToGoOnAndResumeEndsTheCase()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string[] arguments = [.. Ask, "--data", _folder["data"], "--key-file", _folder["keys.json"]];
        using Process asking = Program.StartAs(_folder.Path, null, "bash", "-c", "exec env --default-signal=INT " + Program.ShellCommand(arguments));
        while (!asking.HasExited && !(Directory.Exists(_folder["data/cases"]) && Directory.EnumerateFiles(_folder["data/cases"], "ledger.jsonl", SearchOption.AllDirectories).Any()))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Process.Start("kill", ["-INT", asking.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).Dispose();
        (await Program.EndAsync(asking)).ShouldBeClearError(1).ShouldContain("`resume`");

        ProgramResult resumed = await Program.RunAsync(_folder.Path, "resume", "--json");
        resumed.ExitCode.ShouldBe(0, resumed.Error);
        resumed.Json.EnumerateArray().ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("decided");
    }

    [Fact]
    public async Task Data_NotUsable_IsNamed()
    {
        File.WriteAllText(_folder["data"], "a file");
        (await Program.RunAsync(_folder.Path, Ask)).ShouldBeClearError(1).ShouldContain("is a file");
        File.Delete(_folder["data"]);

        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["data/engine.db"], "not a database at all, and long enough to be looked at as one");
        (await Program.RunAsync(_folder.Path, Ask)).ShouldBeClearError(1).ShouldContain("is damaged or is not a task hub");
    }

    [Fact]
    public async Task KeyFile_MissingOrOpenToOthers_IsNamed()
    {
        (await Program.RunAsync(_folder.Path, Ask)).ExitCode.ShouldBe(0);
        string id = Path.GetFileName(Directory.GetDirectories(_folder["data/cases"]).Single());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["keys.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            (await Program.RunAsync(_folder.Path, "show", id)).ShouldBeClearError(1).ShouldContain("chmod 600");
        }

        File.Move(_folder["keys.json"], _folder["moved.json"]);
        (await Program.RunAsync(_folder.Path, "show", id)).ShouldBeClearError(1).ShouldContain("is missing: without it no case can be read. Restore it, or name it (--key-file");
        File.Exists(_folder["keys.json"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ClinSeek__Port", "99999", "Port")]
    [InlineData("ClinSeek__Port", "abc", "ClinSeek:Port")]
    [InlineData("Model__Endpoint", "not an address", "Model:Endpoint")]
    [InlineData("Notifications__Sources__ward__Secret", "short", "Notifications:Sources:ward:Secret")]
    public async Task Start_WrongSetting_IsNamed(string setting, string value, string expected) =>
        (await Program.RunAsync(_folder.Path, new Dictionary<string, string> { [setting] = value })).ShouldBeClearError(2).ShouldContain(expected);
}
