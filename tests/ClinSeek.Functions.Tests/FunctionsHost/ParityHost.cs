using ClinSeek.Evidence.Audit;
using ClinSeek.Functions.Tests.EndToEnd;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>One of the hosts that are compared, and how its records are read.</summary>
/// <param name="Name">For messages.</param>
/// <param name="App">The app under the Functions host.</param>
/// <param name="Reader">Opens its records.</param>
internal sealed record ParityHost(string Name, FunctionsApp App, Func<ProductHost> Reader)
{
    public async Task<IReadOnlyList<LogicalEntry>> RecordAsync(string id)
    {
        await using ProductHost reader = Reader();
        return await LogicalPayloads.ReadAsync(reader, id);
    }
}
