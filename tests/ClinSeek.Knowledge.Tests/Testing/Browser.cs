using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tests.Testing;

/// <summary>Calls browser tools one a step, each through a history rebuilt from evidence that went through JSON.</summary>
internal sealed class Browser(KnowledgeIndex index)
{
    public List<EvidenceItem> Evidence { get; } = [];

    public async Task<ToolResult> CallAsync(string name, object? arguments = null, int callsBefore = 0)
    {
        string json = JsonSerializer.Serialize(arguments ?? new { });
        var tools = new KnowledgeTools(index, BrowserHistory.From([.. Evidence.Select(Reload)], callsBefore));
        var parsed = new AIFunctionArguments();
        foreach (JsonProperty property in JsonDocument.Parse(json).RootElement.EnumerateObject())
        {
            parsed[property.Name] = property.Value.Clone();
        }

        var result = (ToolResult)(await tools.Functions.Single(function => function.Name == name).InvokeAsync(parsed, TestContext.Current.CancellationToken))!;
        Evidence.Add(new EvidenceItem(EvidenceId.Parse(string.Create(CultureInfo.InvariantCulture, $"e{Evidence.Count + 1}.1")), new ToolCall(name, json), result));
        return result;
    }

    private static EvidenceItem Reload(EvidenceItem item) =>
        item with { Result = item.Result with { Rows = [.. item.Result.Rows.Select(static row => JsonDocument.Parse(row.GetRawText()).RootElement)] } };
}
