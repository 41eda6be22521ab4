using System.ClientModel.Primitives;
using Azure.Core;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Puts a token of Microsoft Entra ID on each request, in place of a key.</summary>
internal sealed class EntraTokenPolicy(TokenCredential credential) : PipelinePolicy
{
    private static readonly TokenRequestContext Scope = new(["https://cognitiveservices.azure.com/.default"]);

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Authorize(message, credential.GetToken(Scope, message.CancellationToken));
        ProcessNext(message, pipeline, currentIndex);
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Authorize(message, await credential.GetTokenAsync(Scope, message.CancellationToken));
        await ProcessNextAsync(message, pipeline, currentIndex);
    }

    private static void Authorize(PipelineMessage message, AccessToken token) => message.Request.Headers.Set("Authorization", "Bearer " + token.Token);
}
