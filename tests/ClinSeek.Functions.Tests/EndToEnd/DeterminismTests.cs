using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The same request twice, on two hosts with keys of their own: the record says the same.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("demo-01-arden")]
    [InlineData("demo-07-grieg")]
    public async Task Ask_SameRequestTwice_GivesTheSameLogicalPayloads(string patient)
    {
        IReadOnlyList<LogicalEntry> first = await RunAsync("first", ProductHost.Request(patient));
        IReadOnlyList<LogicalEntry> second = await RunAsync("second", ProductHost.Request(patient));

        LogicalLedger.FirstDifference(first, second).ShouldBeNull();
        first.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Ask_AnotherCutoff_GivesOtherPayloads()
    {
        IReadOnlyList<LogicalEntry> first = await RunAsync("first", ProductHost.Request("demo-04-dorn"));
        IReadOnlyList<LogicalEntry> second = await RunAsync("second", ProductHost.Request("demo-04-dorn", cutoff: "2026-03-01T09:00:00Z"));

        LogicalLedger.FirstDifference(first, second).ShouldNotBeNull();
    }

    private async Task<IReadOnlyList<LogicalEntry>> RunAsync(string name, CaseRequest request)
    {
        await using ProductHost host = await ProductHost.StartAsync(_folder[name]);
        CaseView view = await host.AskAsync(request, name);
        view.Status.ShouldNotBe(CaseStatus.Failed, view.Reason);
        await host.ShouldHoldAsync(view);
        return await LogicalPayloads.ReadAsync(host, name);
    }
}
