using System.Text.Json;
using ClinSeek.Evidence.Audit;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Cli;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>
/// Every demo question on three hosts: embedded engine and files, Functions host and files, Functions host and Azurite. The
/// decision is the same, and so is every decrypted payload of the ledger.
/// </summary>
public sealed class ParityTests(ParityHosts hosts) : IClassFixture<ParityHosts>
{
    public static TheoryData<string, string, string?, string> Rows() => DemoAnswersTests.Rows();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Ask_DemoQuestion_SaysTheSameOnEveryHost(string patient, string question, string? cutoff, string expected)
    {
        string status = expected == "abstain" ? "abstained" : "decided";
        (CaseView embedded, IReadOnlyList<LogicalEntry> record) = await hosts.AskEmbeddedAsync(patient, question, cutoff);
        embedded.Status.ToString().ToUpperInvariant().ShouldBe(status.ToUpperInvariant());

        foreach (ParityHost host in hosts.UnderFunctions)
        {
            string id = await host.App.StartCaseAsync(patient, question, cutoff);
            JsonElement view = await host.App.EndAsync(id);

            view.GetProperty("status").GetString().ShouldBe(status, host.Name);
            view.GetProperty("answer").GetString().ShouldBe(embedded.Answer, host.Name);
            Weights(view).ShouldBe(embedded.Hypotheses.Select(static item => (item.Name, item.Probability)), host.Name);
            LogicalLedger.FirstDifference(record, await host.RecordAsync(id)).ShouldBeNull(host.Name);
        }
    }

    private static IEnumerable<(string, double)> Weights(JsonElement view) => view.GetProperty("hypotheses").EnumerateArray()
        .Select(static item => (item.GetProperty("name").GetString()!, item.GetProperty("probability").GetDouble()));
}
