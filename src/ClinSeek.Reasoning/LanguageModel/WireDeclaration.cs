using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>A declaration under its name on the wire.</summary>
internal sealed class WireDeclaration(AIFunctionDeclaration tool) : AIFunctionDeclaration
{
    public override string Name => WireNames.ToWire(tool.Name);

    public override string Description => tool.Description;

    public override JsonElement JsonSchema => tool.JsonSchema;
}
