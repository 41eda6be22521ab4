using System.Collections;
using System.Reflection;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Embedding;
using ClinSeek.Functions.Films;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Hosting.CustomHandler;
using ClinSeek.Functions.Imaging;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Telemetry;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Functions.Triggers.Notifications;
using ClinSeek.Imaging;
using ClinSeek.Knowledge;
using ClinSeek.Reasoning;
using Microsoft.AspNetCore.Builder;
using ClinSeek.Reasoning.Likelihood.Packs;
using Microsoft.Extensions.Configuration;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>local.settings.sample.json names every setting there is, and starts as it stands.</summary>
public sealed class SampleSettingsTests
{
    private static readonly string[] OfTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "TASKHUB_NAME"];

    // A second model takes every setting of the first; only those that it cannot do without are shown.
    private static readonly string[] Single = ["SecondModel__Endpoint", "SecondModel__Name", "SecondModel__ApiKey", EmbeddingPackage.Setting.Replace(":", "__", StringComparison.Ordinal)];

    private static readonly (string Section, Type Options)[] Sections =
    [
        (ClinSeekOptions.SectionName, typeof(ClinSeekOptions)),
        (StorageOptions.Section, typeof(StorageOptions)),
        (KeyOptions.Section, typeof(KeyOptions)),
        (FhirOptions.SectionName, typeof(FhirOptions)),
        (DicomWebOptions.SectionName, typeof(DicomWebOptions)),
        (ReasonerOptions.Section, typeof(ReasonerOptions)),
        (KnowledgeOptions.SectionName, typeof(KnowledgeOptions)),
        (ImagingOptions.SectionName, typeof(ImagingOptions)),
        (ReportModelOptions.SectionName.Replace(":", "__", StringComparison.Ordinal), typeof(ReportModelOptions)),
        (PeopleOptions.SectionName, typeof(PeopleOptions)),
        (NotificationOptions.SectionName, typeof(NotificationOptions)),
        (PackOptions.Section, typeof(PackOptions)),
        (CheckOptions.SectionName, typeof(CheckOptions)),
        (TelemetryOptions.SectionName, typeof(TelemetryOptions)),
    ];

    private static IConfigurationSection Values { get; } = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Repository.Root, "local.settings.sample.json")).Build().GetSection("Values");

    [Fact]
    public void Sample_Names_AreThoseOfTheOptions()
    {
        IEnumerable<string> expected = OfTheHost.Concat(Single).Concat(Sections.SelectMany(static section => Leaves(section.Section, section.Options)));

        Values.GetChildren().Select(static value => value.Key).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Sample_Values_HoldNoSecret() =>
        Values.GetChildren().Where(static value => value.Key.EndsWith("Secret", StringComparison.Ordinal) || value.Key.EndsWith("ApiKey", StringComparison.Ordinal)
                || value.Key.EndsWith("Token", StringComparison.Ordinal) || value.Key.EndsWith("ConnectionString", StringComparison.Ordinal))
            .ShouldAllBe(static value => value.Value == "");

    [Fact]
    public async Task Sample_AsItStands_StartsAHandler()
    {
        using var folder = new TemporaryFolder();
        // As Core Tools hands them on: environment variables, whose double underscores part sections.
        IConfigurationRoot configuration = OptionsReader.WithoutEmpty(new ConfigurationBuilder()
            .AddInMemoryCollection(Values.GetChildren().Select(static value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), value.Value)))
            .Build());
        using HandlerServer server = await HandlerServer.ListenAsync(0, TestContext.Current.CancellationToken);

        await using WebApplication app = HandlerHost.Build(server, OptionsReader.Read(configuration, folder["data"], folder["keys.json"]), configuration);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    // A dictionary's entry is shown under the name «fhir», an archive's under «pacs», a list's as its first.
    private static IEnumerable<string> Leaves(string prefix, Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static property => property.CanWrite || typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
        .SelectMany(property => Of($"{prefix}__{property.Name}", property.PropertyType));

    private static IEnumerable<string> Of(string name, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) || plain.IsValueType || plain == typeof(Uri))
        {
            return [name];
        }

        return plain.GetGenericArguments() switch
        {
            [_, Type value] => Of($"{name}__{(value == typeof(DicomWebServerOptions) ? "pacs" : "fhir")}", value),
            [Type item] => Of($"{name}__0", item),
            _ => Leaves(name, plain),
        };
    }
}
