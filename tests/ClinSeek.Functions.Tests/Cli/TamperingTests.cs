using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary>What <c>verify</c> says of a record that somebody changed.</summary>
public sealed class TamperingTests(AskedFixture asked) : IClassFixture<AskedFixture>
{
    [Theory]
    [InlineData("changed", "entry 3")]
    [InlineData("removed", "entry 3")]
    [InlineData("inserted", "entry 3")]
    [InlineData("re-ordered", "entry 3")]
    [InlineData("truncated", null)]
    [InlineData("emptied", null)]
    public async Task Verify_HarmedLedger_NamesTheFirstBadEntry(string harm, string? firstBad)
    {
        using TemporaryFolder copy = asked.Copy();
        string ledger = Path.Combine(copy.Path, "data", "cases", asked.CaseId, "ledger.jsonl");
        List<string> lines = [.. File.ReadAllLines(ledger)];
        int count = lines.Count;
        switch (harm)
        {
            case "changed":
                lines[2] = lines[2].Replace("\"seq\":3", "\"seq\":4", StringComparison.Ordinal);
                lines[2].ShouldNotBe(File.ReadAllLines(ledger)[2]);
                break;
            case "removed":
                lines.RemoveAt(2);
                break;
            case "inserted":
                lines.Insert(2, lines[1]);
                break;
            case "re-ordered":
                (lines[2], lines[3]) = (lines[3], lines[2]);
                break;
            case "truncated":
                lines.RemoveAt(count - 1);
                break;
            default:
                lines.Clear();
                break;
        }

        File.WriteAllText(ledger, string.Concat(lines.Select(static line => line + "\n")));

        JsonElement report = await FailsAsync(copy);

        report.GetProperty("firstBad").GetString().ShouldBe(firstBad ?? $"entry {(harm == "truncated" ? count : 1)}");
    }

    [Fact]
    public async Task Verify_SwappedBlob_NamesTheEntryThatHoldsIt()
    {
        using TemporaryFolder copy = asked.Copy();
        string[] blobs = Directory.GetFiles(Path.Combine(copy.Path, "data", "cases", asked.CaseId, "blobs"));
        string ledger = File.ReadAllText(Path.Combine(copy.Path, "data", "cases", asked.CaseId, "ledger.jsonl"));
        string[] named = [.. blobs.Where(blob => ledger.Contains(Path.GetFileName(blob), StringComparison.Ordinal))];
        File.Copy(named[0], named[1], overwrite: true);

        JsonElement report = await FailsAsync(copy);

        report.GetProperty("firstBad").GetString()!.ShouldMatch("^blob [0-9]+/");
        report.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Verify_AnotherExpectedHead_Fails()
    {
        using TemporaryFolder copy = asked.Copy();

        JsonElement report = await FailsAsync(copy, "--expect-head", new string('0', 64));

        report.GetProperty("reason").GetString()!.ShouldContain("expected head");
    }

    [Fact]
    public async Task OtherCommands_HarmedLedger_SayWhereInOneLine()
    {
        using TemporaryFolder copy = asked.Copy();
        File.AppendAllText(Path.Combine(copy.Path, "data", "cases", asked.CaseId, "ledger.jsonl"), "not an entry\n");

        string error = (await Program.RunAsync(copy.Path, "show", asked.CaseId)).ShouldBeClearError(1);

        error.ShouldContain(asked.CaseId);
        error.ShouldContain("verify");
    }

    [Fact]
    public async Task Cases_OneHarmedLedger_StillListsItAndReplayNamesTheEntry()
    {
        using TemporaryFolder copy = asked.Copy();
        File.AppendAllText(Path.Combine(copy.Path, "data", "cases", asked.CaseId, "ledger.jsonl"), "not an entry\n");

        ProgramResult cases = await Program.RunAsync(copy.Path, "cases", "--json");
        ProgramResult replay = await Program.RunAsync(copy.Path, "replay", "--json", asked.CaseId);

        (cases.ExitCode, cases.Json[0].GetProperty("status").GetString()).ShouldBe((0, "failed"), cases.Error);
        (replay.ExitCode, replay.Json.GetProperty("ok").GetBoolean()).ShouldBe((1, false), replay.Error);
        replay.Json.GetProperty("firstBad").GetString().ShouldNotBeNull().ShouldStartWith("entry ");
    }

    private async Task<JsonElement> FailsAsync(TemporaryFolder copy, params string[] options)
    {
        ProgramResult result = await Program.RunAsync(copy.Path, ["verify", "--json", asked.CaseId, .. options]);
        result.ExitCode.ShouldBe(1, result.Output + result.Error);
        result.Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        return result.Json;
    }
}
