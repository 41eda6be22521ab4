using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.Likelihood;

namespace ClinSeek.Reasoning.Tests;

public sealed class ReasonerFactoryTests
{
    [Fact]
    public void Create_NoEndpoint_GivesTheLikelihoodReasoner() =>
        ReasonerFactory.Create(new ReasonerOptions()).ShouldBeOfType<LikelihoodReasoner>();

    [Theory]
    [InlineData("https://models.example/v1", "m", "k")]
    [InlineData("http://127.0.0.1:8080/v1", "m", null)]
    [InlineData("https://name.openai.azure.com/openai/v1/", "m", null)]
    public void Create_Endpoint_GivesTheLanguageModelReasoner(string endpoint, string name, string? key)
    {
        IReasoner reasoner = ReasonerFactory.Create(new ReasonerOptions { Endpoint = endpoint, Name = name, ApiKey = key });

        reasoner.ShouldBeOfType<LanguageModelReasoner>();
        reasoner.Version.ShouldContain("model@m");
    }

    [Theory]
    [InlineData("not a url", "m", "k", "absolute")]
    [InlineData("ftp://host/v1", "m", "k", "absolute")]
    [InlineData("http://far.example/v1", "m", "k", "https")]
    [InlineData("https://far.example/v1", null, "k", "Model:Name")]
    [InlineData("https://far.example/v1", "m", null, "Model:ApiKey")]
    [InlineData(null, "m", null, "Model:Endpoint")]
    public void Create_BadOptions_AreRefusedWithTheRemedy(string? endpoint, string? name, string? key, string remedy) =>
        Should.Throw<ArgumentException>(() => ReasonerFactory.Create(new ReasonerOptions { Endpoint = endpoint, Name = name, ApiKey = key })).Message.ShouldContain(remedy);

    [Theory]
    [InlineData("nope", null, "Model:Profile names no profile")]
    [InlineData(null, "/nowhere/at/all", "Model:Profiles")]
    public void Problems_ProfileThatCannotBeUsed_IsSaidAtTheStart(string? profile, string? profiles, string says) =>
        new ReasonerOptions { Endpoint = "http://127.0.0.1:1/v1", Name = "m", Profile = profile, Profiles = profiles }.Problems().ShouldHaveSingleItem().ShouldContain(says);

    [Fact]
    public void Create_ThresholdsThatCannotHold_AreRefused() =>
        Should.Throw<ArgumentException>(static () => ReasonerFactory.Create(new ReasonerOptions { Likelihood = new LikelihoodOptions(AnswerAt: 0.9, StopAt: 0.5) }));
}
