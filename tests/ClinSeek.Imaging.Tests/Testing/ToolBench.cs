using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Calls tools as a case does.</summary>
internal sealed class ToolBench(CaseFilms films, ImageModels? models = null, IReportWriter? writer = null)
{
    public static readonly CaseScope Scope = new("p1", new CutoffTime(new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero)));

    public Artifacts Artifacts { get; } = new();

    public async Task<ToolResult> CallAsync(string tool, params (string Name, object? Value)[] arguments)
    {
        AIFunction function = new ImageTools(films, models ?? Shipped.Models, Scope, Artifacts, writer).Functions.Single(one => one.Name == "image." + tool);
        var given = new AIFunctionArguments(arguments.ToDictionary(static one => one.Name, static one => one.Value));
        return (await function.InvokeAsync(given, TestContext.Current.CancellationToken)).ShouldBeOfType<ToolResult>();
    }
}
