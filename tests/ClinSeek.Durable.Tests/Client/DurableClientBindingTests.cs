using ClinSeek.Durable.Client;

namespace ClinSeek.Durable.Tests.Client;

public sealed class DurableClientBindingTests
{
    [Fact]
    public void Parse_PayloadOfTheExtension_GivesAddressAndKey()
    {
        var binding = DurableClientBinding.Parse("""
            {"taskHubName":"Hub","connectionName":"Storage","creationUrls":null,"managementUrls":null,"baseUrl":null,
             "requiredQueryStringParameters":"code=a%2Fb==","rpcBaseUrl":"http://127.0.0.1:4001/","httpBaseUrl":"http://localhost:7071/runtime/webhooks/durabletask"}
            """);

        binding.TaskHub.ShouldBe("Hub");
        binding.Address(["instances", "a b"], ("reason", "x&y"), ("version", null)).AbsoluteUri
            .ShouldBe("http://localhost:7071/runtime/webhooks/durabletask/instances/a%20b?code=a%2Fb==&reason=x%26y");
    }

    [Fact]
    public void Parse_OlderPayload_TakesBaseUrl() => DurableClientBinding.Parse(
        """{"taskHubName":"Hub","baseUrl":"https://app/runtime/webhooks/durabletask/","requiredQueryStringParameters":""}""")
        .Address(["instances"]).AbsoluteUri.ShouldBe("https://app/runtime/webhooks/durabletask/instances");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"httpBaseUrl":"file:///etc"}""")]
    [InlineData("""{"httpBaseUrl":17}""")]
    [InlineData("""{"rpcBaseUrl":"http://127.0.0.1:4001/"}""")]
    public void Parse_NoAddress_IsAFormatError(string payload) => Should.Throw<FormatException>(() => DurableClientBinding.Parse(payload));

    [Fact]
    public void Parse_Broken_DoesNotRepeatTheKey() =>
        Should.Throw<FormatException>(() => DurableClientBinding.Parse("""{"requiredQueryStringParameters":"code=secret",""")).ToString().ShouldNotContain("secret");

    [Fact]
    public void ToString_Binding_HidesTheKey() =>
        new DurableClientBinding(new Uri("http://localhost/x"), "code=secret").ToString().ShouldNotContain("secret");
}
