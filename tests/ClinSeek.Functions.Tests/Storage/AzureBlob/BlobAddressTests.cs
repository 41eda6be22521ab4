using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Peers.Azurite;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

public sealed class BlobAddressTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5;EndpointSuffix=core.windows.net", "https://acme.blob.core.windows.net", "acme")]
    [InlineData("AccountName=acme;AccountKey=a2V5", "https://acme.blob.core.windows.net", "acme")]
    [InlineData("accountname=acme; AccountKey=a2V5a2V5==; BlobEndpoint=https://acme.blob.core.chinacloudapi.cn/;", "https://acme.blob.core.chinacloudapi.cn", "acme")]
    [InlineData("UseDevelopmentStorage=true;BlobEndpoint=http://127.0.0.1:20000/devstoreaccount1", "http://127.0.0.1:20000/devstoreaccount1", "devstoreaccount1")]
    public void TryParse_ConnectionString_GivesServiceAndAccount(string text, string endpoint, string account)
    {
        bool isKey = text.Contains("a2V5a2V5==", StringComparison.Ordinal);
        BlobAddress.TryParse(text, out BlobAddress? address, out string? problem).ShouldBe(!isKey, problem);
        if (isKey)
        {
            problem!.ShouldContain("base64");
            return;
        }

        (address!.ToString(), address.Account, address.Key is not null).ShouldBe((endpoint, account, true));
        address.ToString().ShouldNotContain("a2V5");
    }

    [Theory]
    [InlineData("", "AccountName")]
    [InlineData("nonsense", "AccountName")]
    [InlineData("AccountName=acme", "AccountKey")]
    [InlineData("AccountName=acme;AccountKey=%%%", "AccountKey")]
    [InlineData("AccountName=acme;AccountKey=a2V5;BlobEndpoint=ftp://acme", "BlobEndpoint")]
    [InlineData("BlobEndpoint=https://acme.blob.core.windows.net;SharedAccessSignature=sv=secret", "shared access signature")]
    public void TryParse_NotUsable_SaysWhyAndQuotesNothing(string text, string expected)
    {
        BlobAddress.TryParse(text, out BlobAddress? address, out string? problem).ShouldBeFalse();

        address.ShouldBeNull();
        problem!.ShouldContain(expected);
        problem.ShouldNotContain("secret");
    }

    [Fact]
    public void TryParse_DevelopmentStorage_HasTheKeyOfEveryAzurite()
    {
        BlobAddress.TryParse("UseDevelopmentStorage=true", out BlobAddress? address, out _).ShouldBeTrue();

        Convert.ToBase64String(address!.Key!).ShouldBe(AzuriteServer.Key);
    }
}
