workspace "Ferry lines" "Booking of ferries" {
    !identifiers hierarchical
    !const ORG "Harbour"
    model {
        passenger = person "Passenger"
        agent = person "Travel agent" "Books for others"
        group "${ORG}" {
            ferries = softwareSystem "Ferry Booking" "Sells crossings" {
                web = container "Booking Website" "Where people book" "TypeScript and Vue.js" "Web Browser"
                mobile = container "Boarding App" "" "Flutter" "Mobile App"
                api = container "Crossings API" "Crossings, cabins, cars" "Java, Quarkus" {
                    booking = component "Booking Controller"
                    seats = component "Seat Allocator"
                    booking -> seats "Allocates with"
                    seats -> ferries.db "Reads from and writes to" "JDBC"
                    booking -> ferries.bus "Announces bookings on"
                }
                db = container "Crossings Store" "Bookings and ships" "MariaDB" "Database"
                bus = container "Booking Events" "" "Apache Kafka" "Queue"
                invoices = container "Invoice Worker" "Writes invoices" "Java" {
                    -> ferries.bus "Subscribes to"
                    -> ferries.db
                }
                web -> api.booking "Makes API calls to" "JSON/HTTPS"
                mobile -> api.booking "Makes API calls to"
            }
        }
        weather = softwareSystem "Weather Office" "Forecasts" "Existing System"
        pay = softwareSystem "Payment Provider" {
            tags "External"
        }
        ferries.api.booking -> pay "Charges using"
        ferries.api -> weather "Asks for forecasts"
        passenger -> ferries.web "Books"
        agent -> ferries "Books"
        live = deploymentEnvironment "Live" {
            deploymentNode "AWS" {
                lb = infrastructureNode "Edge Load Balancer" "" "AWS Application Load Balancer"
                deploymentNode "ECS" {
                    apiLive = containerInstance ferries.api
                }
                deploymentNode "RDS" "" "Amazon RDS" {
                    containerInstance ferries.db
                }
                lb -> apiLive "Forwards to"
            }
        }
    }
    views {
        container ferries {
            include *
            autolayout lr
        }
        styles {
            element "Database" {
                shape Cylinder
            }
            element "Queue" {
                shape Pipe
            }
        }
    }
}
