using System.Globalization;
using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cases;

/// <summary>Changes one thing in a finished case's folder; verification must name it.</summary>
public sealed class TamperTests : IDisposable
{
    private static readonly CaseId Id = CaseId.Parse("tampered");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_OneByteChangedInAnEntry_NamesIt()
    {
        await FinishAsync();
        byte[] ledger = await File.ReadAllBytesAsync(Ledger, Stop);
        int third = Encoding.ASCII.GetString(ledger).Split('\n').Take(2).Sum(static line => line.Length + 1);
        int at = ledger.AsSpan(third).IndexOf("\"at\":\"2"u8) + third + 20;
        ledger[at] = ledger[at] == (byte)'1' ? (byte)'2' : (byte)'1';
        await File.WriteAllBytesAsync(Ledger, ledger, Stop);

        (await VerifyAsync()).FirstBad.ShouldBe("entry 3");
    }

    [Fact]
    public async Task Verify_LastEntryRemoved_SaysWhichIsMissing()
    {
        await FinishAsync();
        string[] lines = await File.ReadAllLinesAsync(Ledger, Stop);
        await File.WriteAllTextAsync(Ledger, string.Concat(lines[..^1].Select(static line => line + "\n")), Stop);

        (await VerifyAsync()).FirstBad.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"entry {lines.Length}"));
    }

    [Fact]
    public async Task Verify_TwoBlobsSwapped_NamesTheFirst()
    {
        await FinishAsync();
        string[] blobs = [.. Directory.GetFiles(_folder["data/cases/tampered/blobs"]).Order(StringComparer.Ordinal)];
        File.Move(blobs[0], blobs[0] + ".x");
        File.Move(blobs[1], blobs[0]);
        File.Move(blobs[0] + ".x", blobs[1]);

        (await VerifyAsync()).FirstBad.ShouldNotBeNull().ShouldStartWith("blob ");
    }

    [Fact]
    public async Task Replay_JournalBlobReplacedByAnother_FailsAndNamesThePlace()
    {
        await FinishAsync();
        byte[] ledger = await File.ReadAllBytesAsync(Ledger, Stop);
        string text = Encoding.ASCII.GetString(ledger);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string fourth = Journal(lines[3]);
        string fifth = Journal(lines[4]);
        File.Copy(Blob(fifth), Blob(fourth), overwrite: true);

        await using CaseWorld reader = CaseWorld.Read(_folder.Path);
        CheckReport report = (await reader.Cases.ReplayAsync(Id, Stop))!;
        report.Ok.ShouldBeFalse();
        report.FirstBad.ShouldBe("entry 4");
    }

    private string Ledger => _folder["data/cases/tampered/ledger.jsonl"];

    private string Blob(string address) => _folder[$"data/cases/tampered/blobs/{address}"];

    private static string Journal(string line)
    {
        int at = line.IndexOf("\"journal\":\"", StringComparison.Ordinal) + 11;
        return line.Substring(at, 64);
    }

    private async Task FinishAsync()
    {
        await using CaseWorld world = await CaseWorld.StartAsync(_folder.Path);
        CaseView view = await world.AskAsync(CaseWorld.Request(SamplePatient.Write(_folder["record"])), Id.Value);
        view.Status.ShouldBe(CaseStatus.Decided);
    }

    private async Task<CheckReport> VerifyAsync()
    {
        await using CaseWorld reader = CaseWorld.Read(_folder.Path);
        CheckReport report = (await reader.Cases.VerifyAsync(Id, withKey: true, null, Stop))!;
        report.Ok.ShouldBeFalse();
        return report;
    }
}
