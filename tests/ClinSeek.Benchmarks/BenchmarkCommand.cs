namespace ClinSeek.Benchmarks;

/// <summary>Chooses a benchmark by its name.</summary>
internal static class BenchmarkCommand
{
    private const string Usage = "usage: dotnet run -c Release --project tests/ClinSeek.Benchmarks -- engine|replay|host|flatten|ehr|retrieval|search|cxr|verify|start|conformance|host-case|agent";

    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["engine", .. string[] rest] => Engine.EngineBenchmark.RunAsync(rest),
        ["replay", .. string[] rest] => Engine.ReplayBenchmark.RunAsync(rest),
        ["host", .. string[] rest] => Host.HostBenchmark.RunAsync(rest),
        ["flatten", .. string[] rest] => Flatten.FlattenBenchmark.RunAsync(rest),
        ["ehr", .. string[] rest] => Ehr.EhrBenchmark.RunAsync(rest),
        ["retrieval", .. string[] rest] => Retrieval.RetrievalBenchmark.RunAsync(rest),
        ["search", .. string[] rest] => Search.SearchBenchmark.RunAsync(rest),
        ["cxr", .. string[] rest] => Cxr.CxrBenchmark.RunAsync(rest),
        ["verify", .. string[] rest] => Verify.VerifyBenchmark.RunAsync(rest),
        ["start", .. string[] rest] => Start.StartBenchmark.RunAsync(rest),
        ["conformance", .. string[] rest] => Conformance.ConformanceReport.RunAsync(rest),
        ["agent", .. string[] rest] => Agent.AgentBenchmark.RunAsync(rest),
        ["agent-model", .. string[] rest] => Agent.ModelProcess.RunAsync(rest),
        ["host-case", .. string[] rest] => HostCase.HostCaseBenchmark.RunAsync(rest),
        _ => RefuseAsync(),
    };

    private static async Task<int> RefuseAsync()
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }
}
