using System.Reflection;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Hosting;
using ClinSeek.Reasoning;
using Microsoft.Extensions.Configuration;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>Every setting of the deployed app is read by somebody, and none is a secret.</summary>
public sealed class AppSettingsTests
{
    /// <summary>Settings that the Functions host or the Azure SDK reads.</summary>
    private static readonly string[] OfTheHost =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AZURE_CLIENT_ID",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "TASKHUB_NAME",
    ];

    [Fact]
    public void Settings_EveryOne_IsReadByTheHostOrTheProgram()
    {
        IReadOnlyDictionary<string, string> settings = DeploymentPlan.Full.AppSettings;
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        Dictionary<string, Type> sections = Sections();

        foreach (string section in settings.Keys.Except(OfTheHost).Select(static name => name.Split("__")[0]).Distinct())
        {
            sections.Keys.ShouldContain(section);
            // Binds, and throws for a name that the options do not have.
            configuration.GetSection(section).Get(sections[section], static binder => binder.ErrorOnUnknownConfiguration = true).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Settings_AddressesAndNames_HoldNoSecret()
    {
        // An address whose local authentication is off, one that says ManagedIdentity, and two names of keys.
        string[] innocent = ["APPLICATIONINSIGHTS_CONNECTION_STRING", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "Keys__WrappingKey", "Keys__SigningKey"];

        DeploymentPlan.Full.AppSettings.Keys.Except(innocent)
            .Where(static name => name.Split("__", 2) is var parts && ((string[])["key", "secret", "password", "token", "connectionstring", "connection_string", "sas"])
                .Any(word => parts[^1].EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
        DeploymentPlan.Full.AppSettings["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"].ShouldContain("Authentication=ManagedIdentity");
        DeploymentPlan.Full.AppSettings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"].ShouldContain("Authorization=AAD");
    }

    [Theory]
    [InlineData("AzureWebJobsStorage")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("WEBSITE_RUN_FROM_PACKAGE")]
    [InlineData("WEBSITE_CONTENTSHARE")]
    [InlineData("WEBSITE_CONTENTAZUREFILECONNECTIONSTRING")]
    [InlineData("SCM_DO_BUILD_DURING_DEPLOYMENT")]
    [InlineData("ENABLE_ORYX_BUILD")]
    public void Settings_OnesThatFlexConsumptionRefusesOrIgnores_AreAbsent(string name) =>
        DeploymentPlan.Full.AppSettings.Keys.ShouldNotContain(name);

    [Fact]
    public void Model_Endpoint_IsOneThatTheProgramCallsWithEntra()
    {
        var options = new ReasonerOptions { Endpoint = "https://cog-x.openai.azure.com/openai/v1", Name = "gpt-5-mini" };

        options.Problems().ShouldBeEmpty();
        DeploymentPlan.Default.AppSettings.Keys.ShouldContain("Model__Endpoint");
        DeploymentPlan.Default.AppSettings.Keys.ShouldNotContain("Model__ApiKey");
        DeploymentPlan.Small.AppSettings.Keys.Where(static name => name.StartsWith("Model__", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>The options of the program by the section that each names in a constant.</summary>
    private static Dictionary<string, Type> Sections() => new[] { typeof(ClinSeekOptions).Assembly, typeof(ReasonerOptions).Assembly, typeof(FhirFiles).Assembly }
        .SelectMany(static assembly => assembly.GetTypes())
        .Where(static type => type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Select(static type => (Type: type, Name: type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .FirstOrDefault(static field => field is { IsLiteral: true, Name: "Section" or "SectionName" })?.GetRawConstantValue() as string))
        .Where(static found => found.Name is not null)
        .ToDictionary(static found => found.Name!, static found => found.Type);
}
