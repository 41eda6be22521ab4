using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>A structured tool of the reasoner's own, declared by its schema; it is never dispatched.</summary>
internal sealed class SchemaDeclaration(string name, string description, string schema) : AIFunctionDeclaration
{
    private readonly JsonElement _schema = JsonElement.Parse(schema);

    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => _schema;
}
