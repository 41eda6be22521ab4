using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The auditor's program on a case that the product wrote, whole and with one byte changed.</summary>
public sealed class AuditorTests : IDisposable
{
    private const string Name = "audited";
    private const int Seed = 20260301;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string CaseFolder => _folder["data/cases/" + Name];

    private string PublicKey => LocalKeyProvider.PublicKeyFile(_folder["keys.json"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Audit_DemoCase_VerifiesWithPublicKeyAndWithCaseKeyAndAgainstItsHead()
    {
        (CaseView view, string caseKey) = await FinishAsync();

        var (exit, report, printed) = await AuditorProcess.RunAsync(CaseFolder, "--public-key", PublicKey, "--expect-head", view.LedgerHead!);
        exit.ShouldBe(0, printed);
        (report!.Ok, report.CaseId, report.SignaturesChecked, report.CommitmentsChecked).ShouldBe((true, Name, true, 0));

        (exit, AuditReport? opened, printed) = await AuditorProcess.RunAsync(CaseFolder, "--public-key", PublicKey, "--case-key", caseKey);
        exit.ShouldBe(0, printed);
        opened!.CommitmentsChecked.ShouldBeGreaterThan(0);
        opened.BlobsChecked.ShouldBe(report.BlobsChecked);

        await using ProductHost reader = ProductHost.Read(_folder.Path);
        await reader.ShouldHoldAsync(view);
        (await VerifyAsync(withKey: true)).Count.ShouldBe((int)report.Count);
    }

    [Fact]
    public async Task Audit_AnotherPublicKeyOrAnotherHead_IsNotVerified()
    {
        await FinishAsync();
        using var stranger = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        string key = _folder["stranger.pem"];
        await File.WriteAllTextAsync(key, stranger.ExportSubjectPublicKeyInfoPem(), Stop);

        (await AuditorProcess.RunAsync(CaseFolder, "--public-key", key)).Report!.FirstBad.ShouldBe("checkpoint 1");
        (await AuditorProcess.RunAsync(CaseFolder, "--public-key", PublicKey, "--expect-head", new string('0', 64))).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Audit_OneByteChangedAnywhere_NamesTheSameFirstBadThingAsVerify()
    {
        (_, string caseKey) = await FinishAsync();
        var random = new Random(Seed);
        string ledger = Path.Combine(CaseFolder, "ledger.jsonl");
        string named = await File.ReadAllTextAsync(ledger, Encoding.ASCII, Stop);
        string[] blobs = [.. Directory.GetFiles(Path.Combine(CaseFolder, "blobs"))
            .Where(file => named.Contains(Path.GetFileName(file), StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] files =
        [
            .. Enumerable.Repeat(ledger, 8),
            .. Enumerable.Repeat(Path.Combine(CaseFolder, "checkpoints.jsonl"), 6),
            .. random.GetItems(blobs, 10),
        ];

        for (int round = 0; round < files.Length; round++)
        {
            byte[] whole = await File.ReadAllBytesAsync(files[round], Stop);
            byte[] changed = [.. whole];
            int at = random.Next(whole.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(files[round], changed, Stop);

            string where = $"{Path.GetFileName(files[round])}, byte {at} of {whole.Length}";
            bool withKey = round % 2 == 0;
            var (exit, report, printed) = await AuditorProcess.RunAsync(CaseFolder, ["--public-key", PublicKey, .. withKey ? new[] { "--case-key", caseKey } : []]);
            exit.ShouldBe(1, $"{where}: {printed}");
            CheckReport verified = await VerifyAsync(withKey);
            verified.Ok.ShouldBeFalse(where);
            verified.FirstBad.ShouldBe(report!.FirstBad, where);
            await File.WriteAllBytesAsync(files[round], whole, Stop);
        }

        (await VerifyAsync(withKey: true)).Ok.ShouldBeTrue();
    }

    private async Task<(CaseView View, string CaseKeyFile)> FinishAsync()
    {
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path);
        CaseView view = await host.AskAsync(ProductHost.Request("demo-04-dorn"), Name);
        view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
        string file = _folder["case-key.json"];
        await File.WriteAllBytesAsync(file, (await host.KeysAsync(Name)).Export(), Stop);
        return (view, file);
    }

    private async Task<CheckReport> VerifyAsync(bool withKey)
    {
        await using ProductHost reader = ProductHost.Read(_folder.Path);
        return (await reader.Cases.VerifyAsync(CaseId.Parse(Name), withKey, null, Stop))!;
    }
}
