using System.Text;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tests.Sources;

public sealed class PassagePackTests
{
    private const string Good = """{"formatVersion":1,"id":"a","title":"t","text":["x"],"source":"s","date":"2026-01-01","license":"Apache-2.0"}""";

    [Fact]
    public void BuiltIn_Always_HasSourcesDatesLicencesAndKnownRelations()
    {
        IReadOnlyList<Passage> pack = PassagePack.BuiltIn();

        pack.Count.ShouldBeGreaterThanOrEqualTo(60);
        var ids = pack.Select(static passage => passage.Id).ToHashSet();
        foreach (Passage passage in pack)
        {
            passage.Source.ShouldNotBeNullOrWhiteSpace(passage.Id);
            passage.License.ShouldBe("Apache-2.0");
            DateOnly.TryParseExact(passage.Date, "yyyy-MM-dd", out _).ShouldBeTrue(passage.Id);
            passage.Related.ShouldAllBe(id => ids.Contains(id), passage.Id);
            passage.Related.ShouldNotContain(passage.Id);
        }
    }

    [Theory]
    [InlineData("not json", "line 2")]
    [InlineData("""{"id":"B C","title":"t","text":["x"],"source":"s","date":"d","license":"l"}""", "letters, digits")]
    [InlineData("""{"id":"b","title":"t","text":[],"source":"s","date":"d","license":"l"}""", "must not be empty")]
    [InlineData("""{"id":"b","title":"t","text":["x"]}""", "line 2")]
    [InlineData("""{"formatVersion":2,"id":"b","title":"t","text":["x"],"source":"s","date":"d","license":"l"}""", "formatVersion 2")]
    [InlineData(Good, "already taken")]
    public void Read_BadLine_NamesLineAndCause(string line, string named)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Good + "\n" + line + "\n"));

        InvalidDataException error = Should.Throw<InvalidDataException>(() => PassagePack.Read(content, "pack"));

        error.Message.ShouldContain(named);
        error.Message.ShouldContain("line 2");
    }
}
