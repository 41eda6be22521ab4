using ClinSeek.Functions.Films;
using ClinSeek.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Films;

public sealed class FilmServicesTests
{
    [Fact]
    public void AddFilms_SoundSettings_AreRead()
    {
        DicomWebOptions options = Read(
            ("DicomWeb:Servers:pacs:BaseUrl", "https://archive.example/dicom-web"), ("DicomWeb:Servers:pacs:Limits:MaxAttempts", "2"), ("DicomWeb:MaxStudies", "3"));

        options.MaxStudies.ShouldBe(3);
        options.Servers["pacs"].Limits.MaxAttempts.ShouldBe(2);
    }

    [Theory]
    [InlineData("DicomWeb:Servers:pacs:BaseUrl", "http://archive.example/dicom-web")]
    [InlineData("DicomWeb:Servers:pacs:Search", "perhaps")]
    [InlineData("DicomWeb:Timeout", "01:00:00")]
    [InlineData("DicomWeb:MaxStudies", "0")]
    [InlineData("DicomWeb:Servers:pacs:Limits:MaxAttempts", "0")]
    public void AddFilms_WrongSettings_StopTheStart(string name, string value) =>
        Should.Throw<UserErrorException>(() => Read(("DicomWeb:Servers:pacs:BaseUrl", "https://archive.example"), (name, value))).ExitCode.ShouldBe(2);

    private static DicomWebOptions Read(params (string Name, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Reverse().DistinctBy(static setting => setting.Name).Select(static setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
            .Build();
        using ServiceProvider services = new ServiceCollection().AddFilms(configuration).BuildServiceProvider();
        return services.GetRequiredService<DicomWebOptions>();
    }
}
