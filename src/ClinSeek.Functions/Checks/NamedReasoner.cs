using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Checks;

/// <summary>A reasoner under another name, so that two of one kind can be told apart.</summary>
internal sealed class NamedReasoner(string name, IReasoner inner) : IReasoner
{
    /// <summary>The name of the model of section <c>SecondModel</c>.</summary>
    public const string SecondModel = "second-model";

    public string Name => name;

    /// <summary>The reasoner under its own name.</summary>
    public IReasoner Inner => inner;

    public string Version => inner.Version;

    public async Task<ReasonerTurn> ReasonAsync(CaseFile file, CancellationToken cancellationToken) =>
        await inner.ReasonAsync(file, cancellationToken) with { Reasoner = $"{name}/{inner.Version}" };
}
