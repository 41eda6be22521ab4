using System.Diagnostics;
using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>Commands beside a host that runs on the same data folder.</summary>
public sealed class RunningHostTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Process? _host;

    public async ValueTask InitializeAsync()
    {
        _host = Program.Start(_folder.Path, null, "--data", _folder["data"], "--key-file", _folder["keys.json"]);
        while (!_host.HasExited && !(File.Exists(_folder["data/host.json"]) && (await File.ReadAllTextAsync(_folder["data/host.json"])).Contains("http", StringComparison.Ordinal)))
        {
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { HasExited: false })
        {
            _host.Kill(entireProcessTree: true);
            await _host.WaitForExitAsync();
        }

        _host?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commands_BesideAHost_HandOverOrRead()
    {
        string address = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["data/host.json"], TestContext.Current.CancellationToken)).RootElement.GetProperty("Address").GetString()!;

        ProgramResult asked = await Program.RunAsync(_folder.Path, "ask", "--patient", "demo-01-arden", Program.Dyspnoea);
        asked.ExitCode.ShouldBe(0, asked.Error);
        asked.Output.ShouldContain("handed over to the host at " + address);
        asked.Output.ShouldContain("step 1 ");
        asked.Output.ShouldContain("heart failure");
        string id = Path.GetFileName(Directory.GetDirectories(_folder["data/cases"]).Single());
        foreach (string[] command in new string[][] { ["cases"], ["show", id], ["verify", "--key", id], ["replay", id], ["resume"], ["patients"] })
        {
            ProgramResult result = await Program.RunAsync(_folder.Path, command);
            result.ExitCode.ShouldBe(0, string.Join(' ', command) + ": " + result.Error);
        }

        (await Program.RunAsync(_folder.Path, "serve")).ShouldBeClearError(1).ShouldContain(address);
        using Process other = Program.Start(
            _folder.Path, new Dictionary<string, string> { ["ClinSeek__Port"] = new Uri(address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            "--data", _folder["other"], "--key-file", _folder["keys.json"]);
        ProgramResult busy = await Program.EndAsync(other);
        busy.ShouldBeClearError(1).ShouldContain("is in use");
        busy.Output.ShouldBeEmpty();
    }
}
