using System.Text;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;

namespace ClinSeek.Durable.Tests.FunctionsHost.Envelopes;

public sealed class HttpTriggerRequestTests
{
    private const string Address = "\"Url\":\"http://localhost:7071/api/cases?x=1&x=2\",\"Method\":\"POST\",\"Query\":{\"x\":\"1,2\"}";

    [Fact]
    public void Read_AsTheHostSendsIt_KeepsAddressHeadersAndBody()
    {
        var request = Read($"{{{Address},\"Headers\":{{\"Content-Type\":[\"application/json\"],\"Accept\":[\"a\",\"b\"]}},\"Params\":{{}},\"Identities\":[],\"Body\":\"{{\\\"q\\\":\\\"é\\\"}}\"}}");

        request.Method.ShouldBe("POST");
        request.Url.PathAndQuery.ShouldBe("/api/cases?x=1&x=2");
        request.Headers.Single(header => header.Key == "Accept").Value.ShouldBe(["a", "b"]);
        Encoding.UTF8.GetString(request.Body!).ShouldBe("{\"q\":\"é\"}");
        request.LostItsBody.ShouldBeFalse();
    }

    [Fact]
    public void Read_ObjectInAString_IsReadToo() =>
        Read(HostEncoding.Twice($"{{{Address},\"Headers\":{{}}}}")).Url.AbsolutePath.ShouldBe("/api/cases");

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("multipart/form-data; boundary=b")]
    public void Read_BinaryContent_IsDecoded(string contentType) =>
        Read($"{{{Address},\"Headers\":{{\"Content-Type\":[\"{contentType}\"]}},\"Body\":\"AAH/\"}}").Body.ShouldBe([0, 1, 255]);

    [Fact]
    public void Read_TextThatLooksLikeBase64_StaysText() =>
        Read($"{{{Address},\"Headers\":{{\"Content-Type\":[\"text/plain\"]}},\"Body\":\"AAH/\"}}").Body.ShouldBe("AAH/"u8.ToArray());

    [Fact]
    public void Read_QueryWithoutAddress_IsPutIntoTheAddress() =>
        Read("{\"Url\":\"http://h/api/x\",\"Method\":\"GET\",\"Query\":{\"a b\":\"c&d\"},\"Headers\":{}}").Url.Query.ShouldBe("?a%20b=c%26d");

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Method\":\"GET\"}")]
    [InlineData("{\"Method\":\"GET\",\"Url\":\"not an address\"}")]
    [InlineData("{\"Method\":7,\"Url\":\"http://h/\"}")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{\"Method\":\"POST\",\"Url\":\"http://h/\",\"Headers\":{\"Content-Type\":\"application/octet-stream\"},\"Body\":\"%%%\"}")]
    public void Read_NoRequest_IsNamed(string member) => Should.Throw<MalformedEnvelopeException>(() => Read(member));

    [Theory]
    [InlineData("\"Transfer-Encoding\":[\"chunked\"]", true)]
    [InlineData("\"Content-Type\":[\"application/json\"]", true)]
    [InlineData("\"Content-Length\":[\"0\"],\"Content-Type\":[\"application/json\"]", false)]
    [InlineData("\"Accept\":[\"*/*\"]", false)]
    public void LostItsBody_NoBodyInTheEnvelope_DependsOnWhatTheCallerSaid(string headers, bool lost) =>
        Read($"{{{Address},\"Headers\":{{{headers}}}}}").LostItsBody.ShouldBe(lost);

    private static HttpTriggerRequest Read(string member)
    {
        using var envelope = EnvelopedTurn.Read(HostEncoding.Envelope(("req", member)));
        return HttpTriggerRequest.Read(envelope.GetData("req"));
    }
}
