using Aspire.Hosting;

namespace StudentUnion.AppHost.Tests;

public class VariablesTests
{
    [Fact]
    public async Task A_service_receives_what_it_references_under_the_names_Aspire_uses()
    {
        await using var rig = new Rig();
        var postgres = rig.Builder.AddPostgres("postgres");
        var database = postgres.AddDatabase("ordersdb", "orders");
        var cache = rig.Builder.AddRedis("cache");
        var shop = rig.AddProbe("shop-front").WithExternalHttpEndpoints();
        rig.AddProbe("orders")
            .WithReference(database).WithReference(cache).WithReference(cache, "second").WithReference(shop)
            .WithEnvironment("Plain", "text").WithEnvironment("Shop__Address", shop.GetEndpoint("http"))
            .WithEnvironment("Given", rig.Builder.AddParameter("greeting", "hello", secret: false))
            .WaitFor(database).WaitFor(cache);
        await rig.StartReady();

        var variables = await rig.VariablesOf("orders");

        var shopAddress = rig.Of("shop-front").Address;
        Assert.Matches("^Host=127.0.0.1;Port=[0-9]+;Username=postgres;Password=[A-Za-z0-9]{32};Database=orders$", variables["ConnectionStrings__ordersdb"]);
        Assert.Matches("^127.0.0.1:[0-9]+,password=[A-Za-z0-9]{32}$", variables["ConnectionStrings__cache"]);
        Assert.Equal(variables["ConnectionStrings__cache"], variables["ConnectionStrings__second"]);
        Assert.Equal(shopAddress, variables["services__shop-front__http__0"]);
        Assert.Equal(shopAddress, variables["SHOP_FRONT_HTTP"]);
        Assert.Equal(shopAddress, variables["Shop__Address"]);
        Assert.Equal("text", variables["Plain"]);
        Assert.Equal("hello", variables["Given"]);
        Assert.Equal(rig.Of("orders").Address, variables["ASPNETCORE_URLS"]);
        Assert.Equal("Development", variables["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("orders", variables["OTEL_SERVICE_NAME"]);
        Assert.Equal("service.instance.id=orders-0", variables["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal(Path.Combine(rig.Folder, "keys"), variables["SUP_KEYS"]);
        Assert.StartsWith("http://localhost:", shopAddress);
        Assert.Equal(shopAddress, rig.State.Addresses["shop-front"]);
    }

    [Fact]
    public async Task A_broker_is_given_as_an_amqp_address()
    {
        await using var rig = new Rig();
        var messaging = rig.Builder.AddRabbitMQ("messaging").WithManagementPlugin();
        rig.AddProbe("orders").WithReference(messaging).WaitFor(messaging);
        await rig.StartReady();

        Assert.Matches("^amqp://platform:[A-Za-z0-9]{32}@127.0.0.1:[0-9]+$", (await rig.VariablesOf("orders"))["ConnectionStrings__messaging"]);
    }

    [Fact]
    public async Task Every_replica_is_started_and_registered()
    {
        await using var rig = new Rig();
        var elections = rig.AddProbe("elections").WithReplicas(3);
        rig.AddProbe("gateway").WithReference(elections).WaitFor(elections);
        await rig.StartReady();

        var variables = await rig.VariablesOf("gateway");

        string?[] registered = [variables["services__elections__http__0"], variables["services__elections__http__1"], variables["services__elections__http__2"]];
        Assert.Equal(["elections-0", "elections-1", "elections-2"], rig.State.Resources.Where(one => one.Name.StartsWith("elections", StringComparison.Ordinal)).Select(one => one.Name));
        Assert.Equal(rig.State.Resources.Take(3).Select(one => one.Address), registered);
        Assert.Equal(3, registered.Distinct().Count());
        Assert.Equal("service.instance.id=elections-2", (await rig.VariablesOf("elections-2"))["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.DoesNotContain("services__elections__http__3", variables.Keys);
    }

    [Fact]
    public async Task Two_services_may_know_each_other()
    {
        await using var rig = new Rig();
        var gateway = rig.AddProbe("gateway");
        var web = rig.AddProbe("web").WithReference(gateway).WaitFor(gateway);
        gateway.WithEnvironment("Web", web.GetEndpoint("http"));
        await rig.StartReady();

        Assert.Equal(rig.Of("web").Address, (await rig.VariablesOf("gateway"))["Web"]);
        Assert.Equal(rig.Of("gateway").Address, (await rig.VariablesOf("web"))["GATEWAY_HTTP"]);
    }
}
