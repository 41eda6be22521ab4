using System.Collections.Concurrent;
using Azure.Core;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>Gives the token that a test names, and remembers what it was asked for.</summary>
internal sealed class ScriptedCredential(Func<string> token) : TokenCredential
{
    private readonly ConcurrentQueue<TokenRequestContext> _asked = new();

    public IReadOnlyList<TokenRequestContext> Asked => [.. _asked];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _asked.Enqueue(requestContext);
        return new AccessToken(token(), DateTimeOffset.UtcNow.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
