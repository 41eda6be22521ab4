using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Dialects;
using ClinSeek.Reasoning.LanguageModel.Profiles;

namespace ClinSeek.Reasoning.Tests.LanguageModel;

public sealed class ModelProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clinseek-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("gpt-4o-mini", "openai-chat")]
    [InlineData("o4-mini", "openai-reasoning")]
    [InlineData("gpt-5-2025-08-07", "openai-reasoning")]
    [InlineData("ClinSeek-35B", "clinseek")]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "small")]
    [InlineData("deepseek-ai/DeepSeek-R1", "open-reasoning")]
    [InlineData("my-deployment", "default")]
    public void For_ModelName_GivesTheProfileThatFitsBest(string model, string profile) => ProfileLibrary.BuiltIn.For(model).Name.ShouldBe(profile);

    [Fact]
    public void BuiltIn_Profiles_AreSoundAndNameNoPrice()
    {
        ProfileLibrary.BuiltIn.All.Count.ShouldBeGreaterThanOrEqualTo(6);
        ProfileLibrary.BuiltIn.All.ShouldAllBe(static profile => !profile.Problems().Any() && profile.Source != null && profile.Price == null);
        ProfileLibrary.BuiltIn.For("clinseek").Dialect.ShouldBe(ToolCallDialect.Bracket);
    }

    [Fact]
    public void With_OwnFile_ComesBeforeTheShippedOnes()
    {
        string file = Path.Combine(_folder, "mine.json");
        File.WriteAllText(file, """{"formatVersion":1,"name":"mine","match":["gpt-*"],"contextTokens":9000,"maxOutputTokens":1000,"price":{"input":2.5,"output":10,"cachedInput":1.25}}""");

        LanguageModelOptions spoken = ReasonerFactory.Spoken(new ReasonerOptions { Endpoint = "http://127.0.0.1:1/v1", Name = "gpt-4o", Profiles = _folder, Temperature = 0.5f, Seed = 7 });

        (spoken.Profile.Name, spoken.Profile.ContextTokens, spoken.Profile.Temperature, spoken.Seed).ShouldBe(("mine", 9000, 0.5f, 7));
        spoken.Profile.Price!.Of(1_000_000, 100_000, 400_000).ShouldBe(1.5m + 0.5m + 1m);
        spoken.Profile.Price.Of(null, 5, null).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"name":"x","match":["*"],"contextToken":5}""", "contextToken")]
    [InlineData("""{"name":"x","match":[]}""", "match")]
    [InlineData("""{"name":"x","match":["*"],"contextTokens":100}""", "contextTokens")]
    [InlineData("""{"formatVersion":9,"name":"x","match":["*"]}""", "formatVersion")]
    [InlineData("""{"name":"x","match":["*"],"price":{"input":-1,"output":2}}""", "prices")]
    [InlineData("not json", "cannot be read")]
    public void Parse_WrongProfile_SaysWhatToCorrect(string json, string says) =>
        Should.Throw<ArgumentException>(() => ProfileLibrary.Parse("x.json", json)).Message.ShouldContain(says);

    [Fact]
    public void Spoken_UnknownProfileName_NamesThoseThereAre() =>
        Should.Throw<ArgumentException>(() => ReasonerFactory.Spoken(new ReasonerOptions { Endpoint = "http://127.0.0.1:1/v1", Name = "m", Profile = "nope" })).Message.ShouldContain("clinseek");

    [Fact]
    public void Offers_Subset_TakesPatterns()
    {
        var profile = new ModelProfile { Name = "x", Match = ["*"], Tools = ["ehr.get_*", "browser.search"] };

        (profile.Offers("ehr.get_latest_records"), profile.Offers("ehr.run_sql_query"), profile.Offers("browser.search")).ShouldBe((true, false, true));
    }
}
