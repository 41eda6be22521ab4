using ClinSeek.Ehr.Database.Schema;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Tests.Hosting;

public sealed class RecordTablesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clinseek-views-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_NoFolder_GivesTheShippedTables(string? folder) => RecordTables.Read(folder).ShouldBeSameAs(RecordSchema.BuiltIn);

    [Fact]
    public void Read_FolderWithView_AddsItsTable()
    {
        Write("goal.json", """{"resource":"Goal","description":"aims","select":[{"column":[{"name":"id","path":"id"}]}]}""");
        Write("time-policy.json", """{"formatVersion":1,"about":"","tables":{"goal":{"sources":{"Goal":{"available":["startDate"]}},"columns":{"id":{"shown":true}}}}}""");

        RecordTables.Read(_folder).Find("goal").ShouldNotBeNull();
    }

    [Fact]
    public void Read_WrongView_NamesPlaceAndProblem()
    {
        Write("goal.json", """{"resource":"Goal","select":[{"column":[{"name":"id","path":"a.b("}]}]}""");

        Should.Throw<UserErrorException>(() => RecordTables.Read(_folder)).Message.ShouldContain("goal.json: select[0].column[0].path");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"formatVersion":9,"about":"","tables":{}}""")]
    public void Read_WrongPolicy_IsRefused(string policy)
    {
        Write("time-policy.json", policy);

        Should.Throw<UserErrorException>(() => RecordTables.Read(_folder));
    }

    [Fact]
    public void Read_MissingFolder_IsRefused() => Should.Throw<UserErrorException>(() => RecordTables.Read(Path.Combine(_folder, "none"))).ExitCode.ShouldBe(2);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);
}
