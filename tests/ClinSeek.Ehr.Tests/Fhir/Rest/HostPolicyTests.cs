using System.Net;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Tests.Fhir.Rest;

public sealed class HostPolicyTests
{
    private static readonly HostPolicy Public = new(new Uri("https://ehr.example/fhir/"), ["files.example", "proxy.example:8443"]);

    [Theory]
    [InlineData("https://ehr.example/fhir/Patient", true)]
    [InlineData("https://EHR.example/elsewhere", true)]
    [InlineData("https://files.example/p.ndjson", true)]
    [InlineData("https://proxy.example:8443/x", true)]
    [InlineData("https://proxy.example/x", false)]
    [InlineData("http://ehr.example/fhir/Patient", false)]
    [InlineData("http://files.example/p.ndjson", false)]
    [InlineData("https://ehr.example:8443/fhir", false)]
    [InlineData("https://ehr.example.evil.example/fhir", false)]
    [InlineData("https://ehr.example@evil.example/fhir", false)]
    [InlineData("https://user@ehr.example/fhir", false)]
    [InlineData("http://127.0.0.1/fhir", false)]
    [InlineData("http://169.254.169.254/latest/meta-data", false)]
    public void Allows_Address_OnlyOwnOriginAndNamedHosts(string address, bool allowed) => Public.Allows(new Uri(address)).ShouldBe(allowed);

    [Theory]
    [InlineData("https://ehr.example/other", true)]
    [InlineData("https://files.example/", false)]
    [InlineData("http://ehr.example/", false)]
    [InlineData("https://ehr.example:444/", false)]
    public void IsOwn_Address_OnlySchemeHostAndPortOfTheBase(string address, bool own) => Public.IsOwn(new Uri(address)).ShouldBe(own);

    [Theory]
    [InlineData("ehr.example", "10.1.2.3", true)]
    [InlineData("ehr.example", "203.0.113.5", true)]
    [InlineData("ehr.example", "169.254.169.254", false)]
    [InlineData("ehr.example", "fe80::1", false)]
    [InlineData("files.example", "203.0.113.5", true)]
    [InlineData("files.example", "10.1.2.3", false)]
    [InlineData("files.example", "127.0.0.1", false)]
    [InlineData("files.example", "::1", false)]
    [InlineData("files.example", "::ffff:192.168.0.1", false)]
    [InlineData("files.example", "172.20.0.1", false)]
    [InlineData("files.example", "100.64.0.1", false)]
    [InlineData("files.example", "fd00::1", false)]
    public void MayConnect_ResolvedAddress_NeverLeadsOtherHostsIntoAPrivateNetwork(string host, string address, bool may) =>
        Public.MayConnect(host, IPAddress.Parse(address)).ShouldBe(may);
}
