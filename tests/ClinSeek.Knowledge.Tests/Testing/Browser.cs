using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Sources;
using ClinSeek.Knowledge.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tests.Testing;

/// <summary>Calls browser tools one a step, each through a history rebuilt from evidence that went through JSON.</summary>
internal sealed class Browser(KnowledgeSources sources, QueryScrubber? scrubber = null)
{
    public Browser(KnowledgeIndex index)
        : this(new KnowledgeSources([new LocalIndexSource(index)]))
    {
    }

    public List<EvidenceItem> Evidence { get; } = [];

    public MemoryPageStore Pages { get; } = new();

    public BrowserHistory History(int callsBefore = 0) => BrowserHistory.From([.. Evidence.Select(Reload)], callsBefore);

    public async Task<ToolResult> CallAsync(string name, object? arguments = null, int callsBefore = 0)
    {
        string json = JsonSerializer.Serialize(arguments ?? new { });
        var tools = new KnowledgeTools(new BrowserSession(sources, History(callsBefore), Pages, scrubber ?? QueryScrubber.General));
        var parsed = new AIFunctionArguments();
        foreach (JsonProperty property in JsonDocument.Parse(json).RootElement.EnumerateObject())
        {
            parsed[property.Name] = property.Value.Clone();
        }

        AIFunction tool = tools.Functions.Concat(tools.PlainFunctions).Single(function => function.Name == name);
        var result = (ToolResult)(await tool.InvokeAsync(parsed, TestContext.Current.CancellationToken))!;
        string canonical = KnowledgeTools.PlainNames.GetValueOrDefault(name, name);
        Evidence.Add(new EvidenceItem(EvidenceId.Parse(string.Create(CultureInfo.InvariantCulture, $"e{Evidence.Count + 1}.1")), new ToolCall(canonical, json), result));
        return result;
    }

    private static EvidenceItem Reload(EvidenceItem item) =>
        item with { Result = item.Result with { Rows = [.. item.Result.Rows.Select(static row => JsonDocument.Parse(row.GetRawText()).RootElement)] } };
}
