using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>Short ways to a record source over the network.</summary>
internal static class Server
{
    /// <summary>A source for one server, with waits that a test can bear.</summary>
    public static IRecordSource At(Uri address, RetrievalMode mode = RetrievalMode.Automatic, Action<FhirServerOptions>? configure = null, TimeProvider? time = null)
    {
        var server = new FhirServerOptions { BaseUrl = address.AbsoluteUri, Mode = mode };
        server.Limits.RetryDelay = TimeSpan.FromMilliseconds(1);
        server.Limits.MaxRetryDelay = TimeSpan.FromSeconds(2);
        server.Limits.RequestTimeout = TimeSpan.FromSeconds(30);
        configure?.Invoke(server);
        var options = new FhirOptions { Servers = { ["ehr"] = server } };
        options.Problems().ShouldBeEmpty();
        new RecordSources(options, time ?? TimeProvider.System).TryFind("ehr", out IRecordSource? source, out _).ShouldBeTrue();
        return source;
    }

    public static Task<RecordPull> PullAsync(this IRecordSource source, string patient, PullOptions? options = null) =>
        source.PullAsync(patient, options ?? PullOptions.Default, TestContext.Current.CancellationToken);

    public static string[] GapCodes(this RecordPull pull) => [.. pull.Completeness.Gaps.Select(static gap => gap.Code).Distinct().Order()];

    public static string[] NoteCodes(this RecordPull pull) => [.. pull.Completeness.Notes.Select(static note => note.Code).Distinct().Order()];
}
