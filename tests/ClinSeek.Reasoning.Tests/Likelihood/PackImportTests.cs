using System.Text.Json.Nodes;
using ClinSeek.Reasoning.Likelihood;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class PackImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_OwnPack_StandsBesideTheBuiltInOnes()
    {
        Save("mine.json", static pack => pack["key"] = "acute_hoarseness");

        PackLibrary library = PackLibrary.Load(_folder);

        library.Packs.Count.ShouldBe(PackLibrary.BuiltIn.Packs.Count + 1);
        new LikelihoodReasoner(library).Version.ShouldStartWith("2;packs-");
        library.Version.ShouldNotBe(PackLibrary.BuiltIn.Version);
    }

    [Fact]
    public void Load_KeyOfABuiltInPack_TakesItsPlace()
    {
        Save("mine.json", static pack => pack["version"] = "house-1");

        PackLibrary library = PackLibrary.Load(_folder);

        library.Packs.Count.ShouldBe(PackLibrary.BuiltIn.Packs.Count);
        library.Packs.Single(static pack => pack.Key == "syncope").Version.ShouldBe("house-1");
    }

    [Fact]
    public void Load_TwoFilesWithOneKey_IsRefused()
    {
        Save("one.json", static pack => pack["key"] = "mine");
        Save("two.json", static pack => pack["key"] = "mine");

        Should.Throw<InvalidDataException>(() => PackLibrary.Load(_folder)).Message.ShouldContain("more than one pack");
    }

    [Fact]
    public void Load_NoFolder_IsTheBuiltInLibrary() => PackLibrary.Load(null).ShouldBeSameAs(PackLibrary.BuiltIn);

    [Fact]
    public void Load_MissingFolder_Throws() => Should.Throw<DirectoryNotFoundException>(() => PackLibrary.Load(Path.Combine(_folder, "nowhere")));

    [Fact]
    public void Check_WrongFigure_NamesLinePathAndRemedy()
    {
        string path = Save("mine.json", static pack => pack["findings"]![2]!["effects"]![0]!["source"] = "nobody1999");
        int line = Array.FindIndex(File.ReadAllLines(path), static text => text.Contains("nobody1999", StringComparison.Ordinal)) + 1;

        PackFault fault = PackLibrary.Check(path).Faults.ShouldHaveSingleItem();

        fault.Path.ShouldBe("$.findings[2].effects[0]");
        fault.Text.ShouldContain("add it to sources");
        fault.Line.ShouldNotBeNull().ShouldBeInRange(line - 8, line);
        Should.Throw<InvalidDataException>(() => PackLibrary.Load(_folder)).Message.ShouldContain($"line {fault.Line}, $.findings[2].effects[0]");
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "{", "$", "docs/packs.md" },
        { "null", "$", "null" },
        { "[]", "$", "docs/packs.md" },
        { "{\"formatVersion\": 1, \"key\": 3}", "$.key", "docs/packs.md" },
        { "{\"formatVersion\": 1, \"colour\": \"red\"}", "$.colour", "docs/packs.md" },
        { "\0\u0001", "$", "docs/packs.md" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Check_NotAPack_SaysWhere(string json, string path, string text)
    {
        string file = Path.Combine(_folder, "x.json");
        File.WriteAllText(file, json);

        PackFile read = PackLibrary.Check(file);

        read.Faults.ShouldHaveSingleItem().Path.ShouldBe(path);
        read.Faults[0].Text.ShouldContain(text);
        read.Faults[0].Line.ShouldBe(1);
    }

    [Theory]
    [InlineData("premise", "formula", "magic", "$.premise.formula")]
    [InlineData("problem", "terms", "", "$.problem.terms")]
    public void Check_WrongMember_SaysWhere(string member, string name, string value, string path)
    {
        string file = Save("mine.json", pack => pack[member] = new JsonObject { ["name"] = "x", [name] = name == "terms" ? new JsonArray(value) : value });

        PackLibrary.Check(file).Faults.Select(static fault => fault.Path).ShouldContain(path);
    }

    [Fact]
    public void Check_EveryMemberSetToNullInTurn_NeverThrows()
    {
        JsonObject whole = Built();
        foreach (string member in whole.Select(static member => member.Key).ToArray())
        {
            string file = Save("mine.json", pack => pack[member] = null);

            PackLibrary.Check(file).Faults.ToString().ShouldNotBeNull();
        }

        Save("mine.json", static pack => pack["findings"]![0]!["lookUps"] = new JsonArray((JsonNode?)null));
        PackLibrary.Check(Path.Combine(_folder, "mine.json")).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void Check_FormulaThatCannotBeRead_SaysWhere()
    {
        string file = Save("mine.json", static pack => pack["formulas"]![0]!["expression"] = "bun / (creatinine");

        PackLibrary.Check(file).Faults.Select(static fault => fault.Path).ShouldContain("$.formulas[0].expression");
    }

    private string Save(string name, Action<JsonObject> change)
    {
        JsonObject pack = Built();
        change(pack);
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, pack.ToJsonString(new() { WriteIndented = true }));
        return path;
    }

    private static JsonObject Built()
    {
        using Stream stream = typeof(PackLibrary).Assembly.GetManifestResourceStream("packs/syncope.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
