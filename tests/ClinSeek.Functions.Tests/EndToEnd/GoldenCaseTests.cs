using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>
/// A case that an earlier version wrote must verify, replay and pass the auditor with this one. The folder is written anew,
/// after a deliberate change of format, by a run with <c>CLINSEEK_WRITE_GOLDEN=1</c>.
/// </summary>
public sealed class GoldenCaseTests : IDisposable
{
    private const string Name = "golden-demo";
    private const string KeyFile = "TEST-ONLY-keys.json";
    private const string PublicKeyFile = "TEST-ONLY-public-key.pem";
    private const string CaseKeyFile = "TEST-ONLY-case-key.json";

    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Fixtures", "golden-case");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Golden_RecordedCase_VerifiesAndReplaysAndSaysTheSame()
    {
        await using ProductHost reader = Open();
        GoldenExpectation expected = await ExpectedAsync();

        CaseView view = (await reader.Cases.GetAsync(CaseId.Parse(Name), Stop))!;
        (view.Status, view.Answer, view.Steps, view.LedgerHead).ShouldBe((CaseStatus.Decided, expected.Answer, expected.Steps, expected.LedgerHead));
        view.Citations.Count.ShouldBe(expected.Citations);
        await reader.ShouldHoldAsync(view);
        (await reader.Cases.ReplayAsync(CaseId.Parse(Name), Stop))!.Count.ShouldBe(expected.JournalRecords);
    }

    [Fact]
    public async Task Golden_RecordedCase_PassesTheAuditor()
    {
        GoldenExpectation expected = await ExpectedAsync();

        var (exit, report, printed) = await AuditorProcess.RunAsync(
            Path.Combine(Golden, "cases", Name), "--public-key", Path.Combine(Golden, PublicKeyFile),
            "--case-key", Path.Combine(Golden, CaseKeyFile), "--expect-head", $"{expected.Entries}:{expected.LedgerHead}");

        exit.ShouldBe(0, printed);
        report!.Count.ShouldBe(expected.Entries);
        report.SignaturesChecked.ShouldBeTrue();
        report.CommitmentsChecked.ShouldBeGreaterThan(expected.Entries);
    }

    [Fact]
    public async Task Golden_OneByteOfTheJournalChanged_NoLongerReplays()
    {
        await using ProductHost reader = Open();
        string line = (await reader.Cases.ReadLedgerAsync(CaseId.Parse(Name), Stop))![2];
        string address = JsonDocument.Parse(line).RootElement.GetProperty("blobs").GetProperty("journal").GetString()!;
        string blob = _folder[$"data/cases/{Name}/blobs/{address}"];
        byte[] content = await File.ReadAllBytesAsync(blob, Stop);
        content[40] ^= 1;
        await File.WriteAllBytesAsync(blob, content, Stop);

        (await reader.Cases.ReplayAsync(CaseId.Parse(Name), Stop))!.FirstBad.ShouldBe("entry 3");
    }

    /// <summary>Writes the folder anew where the environment asks for it; otherwise holds its size and its key's name.</summary>
    [Fact]
    public async Task Golden_Folder_IsSmallAndSaysThatItsKeysAreTestKeys()
    {
        if (Environment.GetEnvironmentVariable("CLINSEEK_WRITE_GOLDEN") == "1")
        {
            await WriteAsync();
        }

        FileInfo[] files = new DirectoryInfo(Golden).GetFiles("*", SearchOption.AllDirectories);
        files.Sum(static file => file.Length).ShouldBeLessThan(600 * 1024);
        files.Select(static file => file.Name).ShouldContain(KeyFile);
        files.Select(static file => file.Name).ShouldNotContain("engine.db");
    }

    private static async Task<GoldenExpectation> ExpectedAsync() =>
        JsonSerializer.Deserialize<GoldenExpectation>(await File.ReadAllTextAsync(Path.Combine(Golden, "expected.json"), Stop), JsonSerializerOptions.Web)!;

    private ProductHost Open()
    {
        CopyTree(Path.Combine(Golden, "cases"), _folder["data/cases"]);
        string keys = _folder["keys.json"];
        File.Copy(Path.Combine(Golden, KeyFile), keys);
        if (!OperatingSystem.IsWindows())
        {
            // Version control keeps no modes, and a key file that others can use is refused.
            File.SetUnixFileMode(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return ProductHost.Read(_folder.Path);
    }

    private static async Task WriteAsync()
    {
        using var work = new TemporaryFolder();
        string record = work["record"];
        Directory.CreateDirectory(record);
        File.Copy(Path.Combine(DemoRecord.Folder, "patients", "demo-04-dorn.json"), Path.Combine(record, "record.json"));
        await using ProductHost host = await ProductHost.StartAsync(work.Path);
        CaseView view = await host.AskAsync(ProductHost.Request("demo-04-dorn", record), Name);
        await host.ShouldHoldAsync(view);
        CheckReport replayed = (await host.Cases.ReplayAsync(CaseId.Parse(Name), Stop))!;
        int entries = (await host.Cases.ReadLedgerAsync(CaseId.Parse(Name), Stop))!.Count;

        if (Directory.Exists(Path.Combine(Golden, "cases")))
        {
            Directory.Delete(Path.Combine(Golden, "cases"), recursive: true);
        }

        CopyTree(work["data/cases"], Path.Combine(Golden, "cases"));
        File.Copy(work["keys.json"], Path.Combine(Golden, KeyFile), overwrite: true);
        File.Copy(LocalKeyProvider.PublicKeyFile(work["keys.json"]), Path.Combine(Golden, PublicKeyFile), overwrite: true);
        await File.WriteAllBytesAsync(Path.Combine(Golden, CaseKeyFile), (await host.KeysAsync(Name)).Export(), Stop);
        var expected = new GoldenExpectation(view.Answer!, view.Steps, view.LedgerHead!, view.Citations.Count, entries, replayed.Count);
        await File.WriteAllTextAsync(Path.Combine(Golden, "expected.json"), JsonSerializer.Serialize(expected, JsonSerializerOptions.Web) + "\n", Stop);
    }

    private static void CopyTree(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
