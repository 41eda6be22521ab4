using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace ClinSeek.Functions.Tests.Hosting;

public sealed class RecordSourceServicesTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("7072", null, false)]
    [InlineData("7072", "true", true)]
    [InlineData(null, "false", false)]
    public void Read_Loopback_IsOpenOnlyWhereNobodyElseReachesTheHost(string? handlerPort, string? setting, bool allowed)
    {
        FhirOptions options = RecordSourceServices.Read(Configuration(("FUNCTIONS_CUSTOMHANDLER_PORT", handlerPort), ("Fhir:AllowLoopback", setting)));

        options.AllowLoopback.ShouldBe(allowed);
        using var sources = new RecordSources(options, TimeProvider.System);
        sources.TryFind("http://127.0.0.1:8080/fhir", out _, out string? problem).ShouldBe(allowed);
        (problem is null).ShouldBe(allowed);
    }

    [Fact]
    public void Read_Servers_AreFoundByNameAndByAddress()
    {
        FhirOptions options = RecordSourceServices.Read(Configuration(("Fhir:Servers:ward:BaseUrl", "https://ehr.example/fhir"), ("Fhir:Servers:ward:Limits:MaxPages", "7")));
        using var sources = new RecordSources(options, TimeProvider.System);

        options.Servers["WARD"].Limits.MaxPages.ShouldBe(7);
        sources.TryFind("ward", out IRecordSource? byName, out _).ShouldBeTrue();
        sources.TryFind("https://ehr.example/fhir/", out IRecordSource? byAddress, out _).ShouldBeTrue();
        byAddress.ShouldBeSameAs(byName);
        sources.TryFind("https://ehr.example/other", out _, out _).ShouldBeFalse();
    }

    private static IConfiguration Configuration(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(static setting => setting.Value is not null).Select(static setting => KeyValuePair.Create(setting.Name, setting.Value)))
        .Build();
}
