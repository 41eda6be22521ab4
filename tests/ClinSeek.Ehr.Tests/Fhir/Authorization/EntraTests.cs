using Azure.Core;
using Azure.Identity;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Tests.Testing;

namespace ClinSeek.Ehr.Tests.Fhir.Authorization;

/// <summary>Entra ID tokens with a stand-in for the credential: scope, caching, renewal, refusal.</summary>
public sealed class EntraTests
{
    private const string Scope = "https://ward.fhir.azurehealthcareapis.com/.default";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetToken_ManyAtOnceAndUntilItEnds_AsksOnce()
    {
        var clock = new ManualTime();
        var credential = new StandIn(clock);
        using var source = new EntraToken(credential, Scope, clock);

        string?[] tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => source.GetAsync(Stop).AsTask()));
        clock.Now += TimeSpan.FromMinutes(59);
        string? late = await source.GetAsync(Stop);
        clock.Now += TimeSpan.FromSeconds(45);
        string? next = await source.GetAsync(Stop);

        tokens.ShouldAllBe(static token => token == "t1");
        (late, next).ShouldBe(("t1", "t2"));
        credential.Scopes.ShouldBe([Scope, Scope]);
    }

    [Fact]
    public async Task Refused_TokenOfBefore_DoesNotThrowAwayTheNewOne()
    {
        var clock = new ManualTime();
        using var source = new EntraToken(new StandIn(clock), Scope, clock);
        string first = (await source.GetAsync(Stop))!;
        source.Refused(first);
        string second = (await source.GetAsync(Stop))!;

        source.Refused(first);

        (await source.GetAsync(Stop)).ShouldBe(second);
        second.ShouldBe("t2");
    }

    [Fact]
    public async Task GetToken_NoIdentity_SaysWhatToDo()
    {
        var clock = new ManualTime();
        using var source = new EntraToken(new StandIn(clock, fails: true), Scope, clock);

        (await Should.ThrowAsync<AccessTokenException>(async () => await source.GetAsync(Stop))).Message.ShouldContain("FHIR Data Reader");
    }

    private sealed class StandIn(ManualTime clock, bool fails = false) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            if (fails)
            {
                throw new CredentialUnavailableException("no identity here");
            }

            Scopes.Add(requestContext.Scopes.Single());
            return new AccessToken("t" + Scopes.Count, clock.Now.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
