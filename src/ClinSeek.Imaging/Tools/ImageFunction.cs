using System.Text.Json;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Imaging.Tools;

/// <summary>A tool as a function whose result is the <see cref="ToolResult"/> itself. It reads its own arguments, because what a model wrote wrongly is an answer here.</summary>
internal sealed class ImageFunction(AIFunctionDeclaration declaration, Func<ImageArguments, CancellationToken, Task<ToolResult>> call) : AIFunction
{
    public override string Name => declaration.Name;

    public override string Description => declaration.Description;

    public override JsonElement JsonSchema => declaration.JsonSchema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await call(new ImageArguments(arguments), cancellationToken).ConfigureAwait(false);
    }
}
