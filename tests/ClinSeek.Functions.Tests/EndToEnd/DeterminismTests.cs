using System.Text;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>The same request twice, on two hosts with keys of their own: the record says the same.</summary>
public sealed partial class DeterminismTests : IDisposable
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
        IReadOnlyList<LogicalEntry> entries = await LogicalLedger.ReadAsync(
            await host.SourceAsync(name), CaseId.Parse(name), await host.KeysAsync(name), Normalize, Stop);
        return [.. entries.Select(static entry => entry with { Payloads = Renamed(entry.Payloads) })];
    }

    /// <summary>When the case was accepted and when a page was read; and the names of pages and films, which are keyed digests.</summary>
    private static ReadOnlyMemory<byte> Normalize(string name, ReadOnlyMemory<byte> content) => name is "accepted" or "request" or "pull" or "films"
        ? Encoding.UTF8.GetBytes(KeyedName().Replace(Moment().Replace(Encoding.UTF8.GetString(content.Span), "$1\"TIME\""), "$1-DIGEST"))
        : content;

    private static Dictionary<string, ReadOnlyMemory<byte>> Renamed(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> payloads)
    {
        var renamed = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var group in payloads.GroupBy(static payload => KeyedName().Replace(payload.Key, "$1-DIGEST")))
        {
            // Ordered by content: their names are in the order of random keys.
            int number = 0;
            foreach (var payload in group.OrderBy(static payload => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(payload.Value.Span)), StringComparer.Ordinal))
            {
                renamed.Add($"{group.Key}#{number++}", payload.Value);
            }
        }

        return renamed;
    }

    [GeneratedRegex("\\b(page|film)-[0-9a-f]{32}\\b")]
    private static partial Regex KeyedName();

    [GeneratedRegex("(\"(?:acceptedAt|retrievedAt)\":)\"[^\"]+\"")]
    private static partial Regex Moment();
}
