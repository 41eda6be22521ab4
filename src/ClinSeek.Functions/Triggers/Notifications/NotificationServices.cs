using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>What the notification endpoints need.</summary>
internal static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>();
        services.AddSingleton<IResourceScan, RecordScan>();
        services.AddSingleton<NotificationReceiver>();
        return services;
    }
}
