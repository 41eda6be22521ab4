using System.Text;
using System.Text.Json;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Storage.Http;
using ClinSeek.Functions.Storage.KeyVault;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>Microsoft Entra tokens instead of the account's key.</summary>
public sealed class BlobEntraTests(EntraAzuriteFixture azurite) : IClassFixture<EntraAzuriteFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_TokenForStorage_IsTaken()
    {
        var credential = new ScriptedCredential(static () => Token("https://storage.azure.com"));
        BlobContainer container = Container(credential);

        (await container.PutIfAbsentAsync("a", "content"u8.ToArray(), Stop)).ShouldBeTrue();

        (await container.ReadAsync("a", Stop)).ShouldBe("content"u8.ToArray());
        credential.Asked.ShouldHaveSingleItem().Scopes.ShouldBe(["https://storage.azure.com/.default"]);
    }

    [Fact]
    public async Task Write_TokenForAnotherService_IsRefusedAndNotQuoted()
    {
        string token = Token("https://vault.azure.net");

        string message = (await Should.ThrowAsync<StorageException>(async () => await Container(new ScriptedCredential(() => token)).PutIfAbsentAsync("a", new byte[1], Stop))).Message;

        message.ShouldContain("identity");
        message.ShouldNotContain(token);
    }

    [Fact]
    public async Task Write_NoIdentityAtHand_SaysHowToGetOne()
    {
        var credential = new ScriptedCredential(static () => throw new Azure.Identity.CredentialUnavailableException("nothing configured"));

        (await Should.ThrowAsync<StorageException>(async () => await Container(credential).ReadAsync("a", Stop))).Message.ShouldContain("az login");
    }

    private BlobContainer Container(ScriptedCredential credential)
    {
        var options = new ServicePipelineOptions(firstDelay: TimeSpan.FromMilliseconds(5)) { Transport = azurite.Transport() };
        return new BlobContainer(new BlobRequests(BlobAddress.WithEntra(azurite.Server.BlobEndpoint), "entra", TimeProvider.System, credential, options), make: true);
    }

    private static string Token(string audience)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return $"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(new { aud = audience, iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000000/", nbf = now - 60, iat = now - 60, exp = now + 3600 })}.{Base64Url.Encode("unsigned"u8)}";
    }

    private static string Part(object content) => Base64Url.Encode(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content)));
}
