using System.Text.Json;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Runs some queries in its first step and abstains in its second.</summary>
internal sealed class OneQueryReasoner(params string[] queries) : IReasoner
{
    public string Name => "scripted";

    public string Version => "1";

    public Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken) => Task.FromResult(file.Steps.Count == 0
        ? new ReasonerTurn
        {
            Reasoner = "scripted/1",
            Calls = [.. queries.Select(static sql => new ToolCall("ehr.run_sql_query", JsonSerializer.Serialize(new { sql_query = sql })))],
            Rationale = "One look.",
        }
        : new ReasonerTurn
        {
            Reasoner = "scripted/1",
            Decision = new Decision { Answer = null, Abstention = "It was only a look.", Ranking = file.Board.Live, Claims = [] },
            Rationale = "Enough.",
        });
}
