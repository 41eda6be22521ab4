using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Cli;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The program on Azure Blob Storage, as a user sets it up with Azurite: by environment variables.</summary>
public sealed class BlobCaseTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _container = AzuriteFixture.NewContainerName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_OnAzurite_IsShownVerifiedReplayedAndAuditedFromADownload()
    {
        ProgramResult asked = await RunAsync("ask", "--json", "--patient", "demo-01-arden", Cli.Program.Dyspnoea);
        asked.ExitCode.ShouldBe(0, asked.Error);
        string id = asked.Json.GetProperty("caseId").GetString()!;
        Directory.Exists(_folder["data/cases"]).ShouldBeFalse();

        // Another data folder: what these read comes from the container alone.
        Directory.Move(_folder["data"], _folder["gone"]);
        (await RunAsync("cases", "--json")).Json[0].GetProperty("caseId").GetString().ShouldBe(id);
        (await RunAsync("show", id, "--json")).Output.ShouldBe(asked.Output);
        ProgramResult verified = await RunAsync("verify", id, "--key", "--expect-head", asked.Json.GetProperty("ledgerHead").GetString()!);
        verified.ExitCode.ShouldBe(0, verified.Error + verified.Output);
        ProgramResult replayed = await RunAsync("replay", id);
        replayed.ExitCode.ShouldBe(0, replayed.Error + replayed.Output);
        (await RunAsync("show", "no-such-case")).Error.ShouldContain(_container);

        (await RunAsync("keys", "export", id, "--out", _folder["case-key.json"])).ExitCode.ShouldBe(0);
        (await RunAsync("keys", "public", "--out", _folder["public.pem"])).ExitCode.ShouldBe(0);
        await DownloadAsync(_folder["download"]);
        var (exit, report, printed) = await AuditorProcess.RunAsync(
            _folder[$"download/cases/{id}"], "--public-key", _folder["public.pem"], "--case-key", _folder["case-key.json"]);
        exit.ShouldBe(0, printed);
        (report!.Ok, report.CaseId).ShouldBe((true, id));
        report.CommitmentsChecked.ShouldBeGreaterThan(0);
        report.AnchoredCount.ShouldBe(report.Count);
    }

    [Fact]
    public async Task Cases_NoContainerYet_SaysSo()
    {
        LocalKeysAreThere();

        ProgramResult result = await RunAsync("cases");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"there is no container '{_container}'");
    }

    [Fact]
    public async Task Start_SharedStorageWithKeysOfThisMachine_IsRefusedWithTheRemedy()
    {
        var settings = new Dictionary<string, string> { ["Storage__Provider"] = "AzureBlob", ["Storage__BlobServiceUri"] = "https://acme.blob.core.windows.net" };
        foreach (string command in (string[])["serve", "cases"])
        {
            ProgramResult result = await Cli.Program.RunAsync(_folder.Path, settings, command);

            result.ExitCode.ShouldBe(2, result.Output);
            result.Error.ShouldContain("Set Keys:Provider to KeyVault");
        }
    }

    private void LocalKeysAreThere() => Functions.Storage.LocalKeyProvider.Open(_folder["keys.json"], _folder["data"], create: true).Dispose();

    private async Task<ProgramResult> RunAsync(params string[] arguments) => await Cli.Program.RunAsync(
        _folder.Path,
        new Dictionary<string, string>
        {
            ["Storage__Provider"] = "AzureBlob",
            ["Storage__ConnectionString"] = (await azurite.ServerAsync()).ConnectionString,
            ["Storage__Container"] = _container,
        },
        arguments);

    private async Task DownloadAsync(string folder)
    {
        BlobContainer container = await azurite.ContainerAsync(_container);
        await foreach (string name in container.ListAsync("cases/", null, Stop))
        {
            string file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, (await container.ReadAsync(name, Stop))!, Stop);
        }
    }
}
